//! All filters of a document, by the mapping, rule or pipe that uses them. Unlike `Criteria::read`, which reads the
//! filters of one entry, this leaves none out.

use tidegate_json::Json;

use super::error::CriteriaError;
use super::parts::Criteria;
use super::printed::{Entry, Held};
use super::reader::Reader;

/// The filters that are used together, and what uses them.
///
/// ```
/// use tidegate_batch::criteria::Group;
/// let printed = r#"{"Rules": [
///     {"Name": "paid", "Arn": "arn:aws:events:eu-west-1:1:rule/paid", "EventPattern": "{\"source\":[\"shop\"]}"},
///     {"Name": "daily", "Arn": "arn:aws:events:eu-west-1:1:rule/daily", "ScheduleExpression": "rate(1 day)"},
///     {"Name": "all", "Arn": "arn:aws:events:eu-west-1:1:rule/all", "EventPattern": "{\"account\":[\"1\"]}"}]}"#;
/// let groups = Group::all(printed).unwrap();
/// let names: Vec<_> = groups.iter().map(|group| group.name.as_deref().unwrap()).collect();
/// assert_eq!(names, ["paid", "all"], "a rule on a schedule has no pattern");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The UUID of the mapping, or the name of the rule or pipe; `None` if the document holds filters alone.
    pub name: Option<String>,
    /// Its filters; never empty.
    pub criteria: Criteria,
}

impl Group {
    /// Reads a document as [`Criteria::read`] does. Entries that have no filters are left out.
    ///
    /// # Errors
    /// As [`Criteria::read`], except `E0403`. `E0402` only if the document holds no mapping, rule or pipe.
    pub fn all(document: &str) -> Result<Vec<Self>, CriteriaError> {
        let root = Json::parse_first(document).ok();
        let entries = root.as_ref().and_then(Entry::all);
        let Some(entries) = entries else {
            let criteria = Criteria::read(document, None)?;
            return Ok(vec![Self {
                name: None,
                criteria,
            }]);
        };
        Json::parse_whole(document).map_err(CriteriaError::from)?;
        let filtered = entries.iter().filter(|it| !is_empty(it));
        filtered.map(|entry| Self::of(document, entry)).collect()
    }

    fn of(document: &str, entry: &Entry<'_>) -> Result<Self, CriteriaError> {
        let mut reader = Reader::new(document);
        reader.printed(entry)?;
        Ok(Self {
            name: entry.names().first().map(|&name| name.to_owned()),
            criteria: reader.finish(entry.span())?,
        })
    }
}

fn is_empty(entry: &Entry<'_>) -> bool {
    match entry.held() {
        Held::Nothing | Held::Encrypted => true,
        Held::Filters(_) | Held::Pattern(_) | Held::Other(_) => false,
    }
}
