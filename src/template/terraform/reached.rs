//! The resource that a value names, also inside a longer text such as `${aws_s3_bucket.b.arn}/out/*`.

use super::evaluator::Evaluator;
use super::value::{Kind, Value};

/// A resource that a value names.
pub(super) struct Reached {
    /// `aws_sqs_queue.orders`, with the address of its module before it.
    pub(super) address: String,
    /// The text after its name.
    pub(super) after: String,
}

impl Evaluator<'_> {
    /// Returns the first resource that a value names.
    pub(super) fn reached(&self, value: &Value) -> Option<Reached> {
        match &value.kind {
            Kind::Hole(hole) => self.reached_by(hole.name.as_deref()?, ""),
            Kind::Scalar(_, text) => text.holes.iter().find_map(|hole| {
                let after = text.as_str().get(hole.text.end..).unwrap_or_default();
                self.reached_by(hole.name.as_deref()?, after)
            }),
            Kind::Null | Kind::List(_) | Kind::Object(_) | Kind::Missing(_) => None,
        }
    }

    /// Returns the resource to which a path such as `aws_sqs_queue.orders.arn` leads.
    pub(super) fn reached_by(&self, name: &str, after: &str) -> Option<Reached> {
        let referred = self.referred_by(name)?;
        // An index that is not known may be that of any of them.
        (!referred.address.contains('?')).then(|| Reached {
            address: referred.address,
            after: after.to_owned(),
        })
    }

    /// Returns the address of a resource that a value names.
    pub(super) fn address_of(&self, value: Option<&Value>) -> Option<String> {
        value.and_then(|it| self.reached(it)).map(|it| it.address)
    }
}
