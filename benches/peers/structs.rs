//! The structs that somebody would write for these records and patterns: only the fields that the patterns name.

use std::borrow::Cow;

use serde::Deserialize;

use crate::by_hand::Leaf;

/// Access to the fields of a struct.
pub(crate) trait Fields {
    /// The paths of all fields.
    const PATHS: &'static [&'static str];

    /// Calls `found` with the leaves of the field at this index of `PATHS`.
    fn leaves(&self, field: usize, found: &mut dyn FnMut(Leaf<'_>));
}

fn text(value: Option<&str>, found: &mut dyn FnMut(Leaf<'_>)) {
    if let Some(text) = value {
        found(Leaf::Text(text));
    }
}

fn number(value: Option<f64>, found: &mut dyn FnMut(Leaf<'_>)) {
    if let Some(number) = value {
        found(Leaf::Number(number));
    }
}

#[derive(Deserialize)]
pub(crate) struct Lot<'a> {
    #[serde(borrow)]
    properties: Properties<'a>,
    geometry: Geometry<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Properties<'a> {
    mapblklot: Option<&'a str>,
    street: Option<&'a str>,
    st_type: Option<&'a str>,
    from_st: Option<&'a str>,
}

#[derive(Deserialize)]
struct Geometry<'a> {
    r#type: Option<&'a str>,
    #[serde(rename = "firstCoordinates")]
    first: Corner,
}

#[derive(Deserialize)]
struct Corner {
    x: Option<f64>,
    z: Option<f64>,
}

impl Fields for Lot<'_> {
    const PATHS: &'static [&'static str] = &[
        "properties.MAPBLKLOT",
        "properties.STREET",
        "properties.ST_TYPE",
        "properties.FROM_ST",
        "geometry.type",
        "geometry.firstCoordinates.x",
        "geometry.firstCoordinates.z",
    ];

    fn leaves(&self, field: usize, found: &mut dyn FnMut(Leaf<'_>)) {
        match field {
            0 => text(self.properties.mapblklot, found),
            1 => text(self.properties.street, found),
            2 => text(self.properties.st_type, found),
            3 => text(self.properties.from_st, found),
            4 => text(self.geometry.r#type, found),
            5 => number(self.geometry.first.x, found),
            _ => number(self.geometry.first.z, found),
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Reading<'a> {
    sensor_type: Option<&'a str>,
    status: Option<&'a str>,
    firmware: Option<&'a str>,
    #[serde(borrow)]
    location: Option<Location<'a>>,
    reading: Option<Measure>,
    #[serde(default)]
    tags: Vec<&'a str>,
}

#[derive(Deserialize)]
struct Location<'a> {
    country: Option<&'a str>,
}

#[derive(Deserialize)]
struct Measure {
    value: Option<f64>,
}

impl Fields for Reading<'_> {
    const PATHS: &'static [&'static str] = &[
        "sensor_type",
        "status",
        "firmware",
        "location.country",
        "reading.value",
        "tags",
    ];

    fn leaves(&self, field: usize, found: &mut dyn FnMut(Leaf<'_>)) {
        match field {
            0 => text(self.sensor_type, found),
            1 => text(self.status, found),
            2 => text(self.firmware, found),
            3 => text(self.location.as_ref().and_then(|at| at.country), found),
            4 => number(
                self.reading.as_ref().and_then(|measure| measure.value),
                found,
            ),
            _ => self.tags.iter().for_each(|tag| found(Leaf::Text(tag))),
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Order<'a> {
    r#type: Option<&'a str>,
    tenant: Option<&'a str>,
    channel: Option<&'a str>,
    #[serde(borrow)]
    detail: Option<Detail<'a>>,
}

#[derive(Deserialize)]
struct Detail<'a> {
    status: Option<&'a str>,
    amount: Option<f64>,
    coupon: Option<&'a str>,
    #[serde(borrow)]
    customer: Option<Customer<'a>>,
    shipping: Option<Shipping<'a>>,
}

#[derive(Deserialize)]
struct Customer<'a> {
    email: Option<&'a str>,
}

#[derive(Deserialize)]
struct Shipping<'a> {
    country: Option<&'a str>,
    express: Option<bool>,
}

impl Fields for Order<'_> {
    const PATHS: &'static [&'static str] = &[
        "type",
        "tenant",
        "channel",
        "detail.status",
        "detail.amount",
        "detail.coupon",
        "detail.customer.email",
        "detail.shipping.country",
        "detail.shipping.express",
    ];

    fn leaves(&self, field: usize, found: &mut dyn FnMut(Leaf<'_>)) {
        let Some(detail) = &self.detail else { return };
        match field {
            0 => text(self.r#type, found),
            1 => text(self.tenant, found),
            2 => text(self.channel, found),
            3 => text(detail.status, found),
            4 => number(detail.amount, found),
            5 => text(detail.coupon, found),
            6 => text(detail.customer.as_ref().and_then(|of| of.email), found),
            7 => text(detail.shipping.as_ref().and_then(|of| of.country), found),
            _ => {
                let express = detail.shipping.as_ref().and_then(|of| of.express);
                express
                    .into_iter()
                    .for_each(|express| found(Leaf::Bool(express)));
            }
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Large<'a> {
    #[serde(borrow)]
    detail: LargeDetail<'a>,
}

#[derive(Deserialize)]
struct LargeDetail<'a> {
    #[serde(borrow)]
    lines: Vec<Line<'a>>,
    readings: Vec<f64>,
    status: Option<&'a str>,
}

#[derive(Deserialize)]
struct Line<'a> {
    sku: Option<&'a str>,
}

impl Fields for Large<'_> {
    const PATHS: &'static [&'static str] =
        &["detail.lines.sku", "detail.readings", "detail.status"];

    fn leaves(&self, field: usize, found: &mut dyn FnMut(Leaf<'_>)) {
        match field {
            0 => self
                .detail
                .lines
                .iter()
                .for_each(|line| text(line.sku, found)),
            1 => self
                .detail
                .readings
                .iter()
                .for_each(|value| found(Leaf::Number(*value))),
            _ => text(self.detail.status, found),
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct KinesisRecord<'a> {
    #[serde(borrow)]
    pub(crate) kinesis: KinesisPart<'a>,
}

#[derive(Deserialize)]
pub(crate) struct KinesisPart<'a> {
    pub(crate) data: &'a str,
}

/// The body is JSON in a string, so it is unescaped into a separate buffer.
#[derive(Deserialize)]
pub(crate) struct SqsRecord<'a> {
    #[serde(borrow)]
    pub(crate) body: Cow<'a, str>,
}
