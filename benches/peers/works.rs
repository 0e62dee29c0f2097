//! Makes all workloads except the scales, from seeded records and patterns. `Quick` makes few records.

use std::io;
use std::rc::Rc;

use tidegate_fixtures::{
    Corpus, Envelope, Form as CorpusForm, Recipe, Rng, citylots_sets, write_citylots, write_corpus,
};

use crate::place::folder;
use crate::records::Records;
use crate::scale::EVENTS_MAX;
use crate::work::{Extent, Form, Shape, Work};

/// Seed of every generator.
const SEED: u64 = 1;
const QUICK_RECORDS: usize = 2_000;
/// Number of citylots records that are timed: 43 MB, more than the caches hold.
const LOTS_TIMED: usize = 50_000;
/// Number of sensor readings: 31 MB bare, 90 MB in their envelopes.
const READINGS: u64 = 100_000;
/// Number of orders: 45 MB bare.
const ORDERS: u64 = 50_000;
/// Number of large events: 10 MB.
const LARGE: usize = 40;

const READING_PATTERNS: [&str; 5] = [
    r#"{"sensor_type":["THERMAL"]}"#,
    r#"{"sensor_type":["THERMAL"],"reading":{"value":[{"numeric":[">=",60,"<",90]}]}}"#,
    r#"{"firmware":[{"prefix":"2."}],"status":[{"anything-but":["OK","CALIBRATING"]}],"reading":{"value":[{"exists":true}]}}"#,
    r#"{"sensor_type":["GAS"],"reading":{"value":[{"numeric":[">",1500]}]}}"#,
    r#"{"location":{"country":["SE",{"prefix":"N"}]},"tags":["critical"]}"#,
];

const ORDER_PATTERNS: [&str; 5] = [
    r#"{"type":["order.paid"],"detail":{"amount":[{"numeric":[">=",100]}]}}"#,
    r#"{"detail":{"coupon":[{"exists":true}],"status":["PAID","PACKED"]}}"#,
    r#"{"detail":{"status":["SHIPPED"],"customer":{"email":[{"wildcard":"*@example.com"}]}}}"#,
    r#"{"detail":{"shipping":{"country":["CH","DE"],"express":[true]}}}"#,
    r#"{"tenant":[{"prefix":"shop-eu"}],"channel":[{"anything-but":["web","app"]}]}"#,
];

const LARGE_PATTERNS: [&str; 3] = [
    r#"{"detail":{"status":["PAID"]}}"#,
    r#"{"detail":{"lines":{"sku":["sku-00017"]}}}"#,
    r#"{"detail":{"readings":[{"numeric":[">",99.99]}]}}"#,
];
const LARGE_ELEMENT_PATTERN: &str =
    r#"{"detail":{"lines":{"sku":["sku-00017"],"quantity":[{"numeric":[">=",9]}]}}}"#;

/// No record has this field, so only reading and checking are measured.
const ABSENT_PATTERN: &str = r#"{"nowhere":[{"exists":true}]}"#;

/// Makes workloads, and keeps the records that several of them share.
#[derive(Debug)]
pub(crate) struct Works {
    extent: Extent,
    lots: Rc<Records>,
}

impl Works {
    pub(crate) fn new(extent: Extent) -> io::Result<Self> {
        let mut bytes = Vec::new();
        write_citylots(SEED, &mut bytes)?;
        if extent == Extent::Quick {
            let end = memchr::memchr_iter(b'\n', &bytes).nth(QUICK_RECORDS - 1);
            bytes.truncate(end.map_or(0, |at| at + 1));
        }
        let lots = Rc::new(save("citylots", bytes)?);
        Ok(Self { extent, lots })
    }

    fn is_quick(&self) -> bool {
        self.extent == Extent::Quick
    }

    /// Returns the first records of citylots, for the scales.
    pub(crate) fn scale_events(&self) -> io::Result<Records> {
        let events = 0..self.lots.len().min(EVENTS_MAX);
        save("events", self.lots.lines(&events).to_vec())
    }

    fn lots(&self) -> Rc<Records> {
        Rc::clone(&self.lots)
    }

    pub(crate) fn all(&self) -> io::Result<Vec<Work>> {
        let mut all = self.citylots()?;
        all.extend(self.payloads("sensors", Shape::Reading, &READING_PATTERNS)?);
        all.extend(self.payloads("orders", Shape::Order, &ORDER_PATTERNS)?);
        all.extend(self.enveloped("kinesis", Form::Kinesis, Shape::Reading, &READING_PATTERNS)?);
        all.extend(self.enveloped("sqs", Form::Sqs, Shape::Order, &ORDER_PATTERNS)?);
        all.extend(self.large()?);
        Ok(all)
    }

    fn citylots(&self) -> io::Result<Vec<Work>> {
        let sets = citylots_sets().map_err(io::Error::other)?;
        let set = |set: tidegate_fixtures::CitylotsSet| {
            let (patterns, expected): (Vec<_>, Vec<_>) = set.rules.into_iter().unzip();
            let about = format!("event-ruler's {} on the look-alike of citylots2", set.name);
            Work {
                timed: self.lots.len().min(LOTS_TIMED),
                expected: (!self.is_quick()).then_some(expected),
                patterns,
                ..work(
                    &format!("citylots/{}", set.name),
                    &about,
                    self.lots(),
                    Shape::Lot,
                )
            }
        };
        let mut works: Vec<Work> = sets.into_iter().map(set).collect();
        let about = "one field that no record has: only reading and checking";
        works.push(Work {
            timed: self.lots.len().min(LOTS_TIMED),
            patterns: vec![ABSENT_PATTERN.to_owned()],
            ..work("citylots/validation", about, self.lots(), Shape::Lot)
        });
        Ok(works)
    }

    fn payloads(&self, name: &str, shape: Shape, patterns: &[&str]) -> io::Result<Vec<Work>> {
        let records = Rc::new(save(name, self.corpus(shape, CorpusForm::Payload)?)?);
        let work = |count: usize| {
            let about = format!("bare payloads of {name}, patterns: {count}");
            Work {
                patterns: patterns[..count]
                    .iter()
                    .map(|&text| text.to_owned())
                    .collect(),
                ..work(
                    &format!("{name}/{count}"),
                    &about,
                    Rc::clone(&records),
                    shape,
                )
            }
        };
        Ok([1, patterns.len()].map(work).into())
    }

    fn enveloped(
        &self,
        name: &str,
        form: Form,
        shape: Shape,
        patterns: &[&str],
    ) -> io::Result<Vec<Work>> {
        let records = Rc::new(save(name, self.corpus(shape, CorpusForm::Record)?)?);
        let key = if form == Form::Kinesis {
            "data"
        } else {
            "body"
        };
        let under = |pattern: &&str| format!("{{\"{key}\":{pattern}}}");
        let work = |count: usize| {
            let about = format!(
                "{name} records in their envelopes, up to the disposition; filters: {count}"
            );
            Work {
                form,
                patterns: patterns[..count].iter().map(under).collect(),
                ..work(
                    &format!("{name}/{count}"),
                    &about,
                    Rc::clone(&records),
                    shape,
                )
            }
        };
        Ok([1, patterns.len()].map(work).into())
    }

    /// Returns records that are all JSON objects.
    fn corpus(&self, shape: Shape, form: CorpusForm) -> io::Result<Vec<u8>> {
        let (corpus, envelope, records) = match shape {
            Shape::Order => (Corpus::Orders, Envelope::Sqs, ORDERS),
            _ => (Corpus::Sensors, Envelope::Kinesis, READINGS),
        };
        let recipe = Recipe {
            form,
            envelope,
            awkward: 0,
            ..Recipe::new(
                corpus,
                if self.is_quick() {
                    QUICK_RECORDS as u64
                } else {
                    records
                },
                SEED,
            )
        };
        let mut bytes = Vec::new();
        write_corpus(&recipe, &mut bytes)?;
        Ok(bytes)
    }

    fn large(&self) -> io::Result<Vec<Work>> {
        let count = if self.is_quick() { LARGE / 10 } else { LARGE };
        let mut bytes = Vec::new();
        for number in 0..count {
            write_large(&mut Rng::labelled(SEED, number as u64), &mut bytes)?;
        }
        let records = Rc::new(save("large", bytes)?);
        let fields = Work {
            patterns: LARGE_PATTERNS.map(str::to_owned).into(),
            ..work(
                "large/3",
                "events of 250 kB: a field after the arrays, a field of their elements, a list of numbers",
                Rc::clone(&records),
                Shape::Large,
            )
        };
        let element = Work {
            patterns: vec![LARGE_ELEMENT_PATTERN.to_owned()],
            in_one_element: true,
            ..work(
                "large/element",
                "events of 250 kB: two fields of one element",
                records,
                Shape::Large,
            )
        };
        Ok(vec![fields, element])
    }
}

fn work(name: &str, about: &str, records: Rc<Records>, shape: Shape) -> Work {
    Work {
        name: name.to_owned(),
        about: about.to_owned(),
        timed: records.len(),
        records,
        shape,
        form: Form::Bare,
        patterns: Vec::new(),
        expected: None,
        in_one_element: false,
    }
}

fn save(name: &str, bytes: Vec<u8>) -> io::Result<Records> {
    Records::save(bytes, folder().join(format!("{name}.ndjson")))
}

/// Writes an event of about 250 kB: 2,000 elements with four fields, 10,000 numbers, and a field after both.
fn write_large(rng: &mut Rng, out: &mut impl io::Write) -> io::Result<()> {
    let mut comma = "";
    write!(out, r#"{{"source":"orders","detail":{{"lines":["#)?;
    for _ in 0..2_000 {
        let (sku, quantity, price) = (rng.below(20_000), 1 + rng.below(9), rng.below(100_000));
        let category = rng.pick(&["books", "toys", "computers", "garden"]);
        write!(
            out,
            r#"{comma}{{"sku":"sku-{sku:05}","category":"{category}","quantity":{quantity},"price":{}.{:02}}}"#,
            price / 100,
            price % 100
        )?;
        comma = ",";
    }
    write!(out, r#"],"readings":["#)?;
    comma = "";
    for _ in 0..15_000 {
        let hundredths = rng.below(10_001);
        write!(out, "{comma}{}.{:02}", hundredths / 100, hundredths % 100)?;
        comma = ",";
    }
    let status = rng.pick(&["PAID", "CREATED", "SHIPPED"]);
    writeln!(out, r#"],"status":"{status}"}}}}"#)
}
