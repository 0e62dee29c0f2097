//! The settings of an entry as estimates take them: of the mapping, in the form that AWS's own tools print; of the
//! function; and, from the queue or stream, those that an estimate would otherwise ask for.

use std::ops::Range;

use serde_json::{Map, Value, json};
use tidegate::Source;
use tidegate_batch::Origin;
use tidegate_mapping::{
    Broker, Destination, Discarded, MappingFile, MappingFileError, QueueType, StreamMode,
};

use crate::entry::Entry;
use crate::setting::{Setting, Stated, Subject};

/// The settings of a function that an estimate uses; `None` if the template does not have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunctionSettings {
    /// `MemorySize`, in MB.
    pub memory_mb: Option<u32>,
    /// The only member of `Architectures`.
    pub architecture: Option<String>,
    /// `ReservedConcurrentExecutions`.
    pub reserved: Option<u32>,
    /// `EphemeralStorage.Size`, in MB.
    pub storage_mb: Option<u32>,
}

/// A setting that an estimate takes from a template, for its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingTaken {
    /// Its name and value: `BatchSize 25`.
    pub what: String,
    /// Its place in the file.
    pub range: Range<usize>,
    /// Where it stands.
    pub stated: Stated,
}

/// The settings that an estimate takes into account. The others are named in the remarks of the mapping.
const TAKEN: [&str; 18] = [
    "BatchSize",
    "MaximumBatchingWindowInSeconds",
    "ParallelizationFactor",
    "ScalingConfig.MaximumConcurrency",
    "ProvisionedPollerConfig.MinimumPollers",
    "ProvisionedPollerConfig.MaximumPollers",
    "MaximumRetryAttempts",
    "MaximumRecordAgeInSeconds",
    "TumblingWindowInSeconds",
    "MemorySize",
    "Architectures",
    "ReservedConcurrentExecutions",
    "EphemeralStorage.Size",
    "VisibilityTimeout",
    "RedrivePolicy.maxReceiveCount",
    "MessageRetentionPeriod",
    "RetentionPeriodHours",
    "ShardCount",
];

/// The settings that name a destination for discarded records.
const DESTINATIONS: [&str; 2] = [
    "DestinationConfig.OnFailure.Destination",
    "DeadLetterConfig.Arn",
];

impl Entry {
    /// Returns the settings of the mapping and its source.
    ///
    /// # Errors
    /// A value that no mapping has, such as a negative batch size.
    pub fn mapping_file(&self) -> Result<MappingFile, MappingFileError> {
        let printed = self.printed().to_string();
        let mut file = MappingFile::read(&printed, None)?;
        self.take_source(&mut file);
        file.has_filters = !self.filters.is_empty();
        let open = self.settings.iter().filter(|it| it.value.is_none());
        file.remarks.extend(open.map(open_remark));
        Ok(file)
    }

    /// Returns the settings of the function.
    #[must_use]
    pub fn function_settings(&self) -> FunctionSettings {
        let architectures = self.value("Architectures").and_then(Value::as_array);
        let only = architectures
            .filter(|it| it.len() == 1)
            .and_then(|it| it[0].as_str());
        FunctionSettings {
            memory_mb: self.number("MemorySize"),
            architecture: only.map(str::to_owned),
            reserved: self.number("ReservedConcurrentExecutions"),
            storage_mb: self.number("EphemeralStorage.Size"),
        }
    }

    /// Returns the settings that an estimate takes into account, in the order of the file.
    #[must_use]
    pub fn settings_taken(&self) -> Vec<SettingTaken> {
        let known = self.settings.iter().filter(|it| TAKEN.contains(&it.name));
        let mut taken: Vec<_> = known.filter_map(taken).collect();
        taken.sort_by_key(|it| it.range.start);
        taken
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let mut settings = self.settings.iter();
        settings.find(|it| it.name == name)?.value.as_ref()
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?
            .as_u64()
            .and_then(|it| u32::try_from(it).ok())
    }

    /// Returns the mapping as `aws lambda get-event-source-mapping` prints it.
    fn printed(&self) -> Value {
        let mut printed = Map::new();
        let own = self
            .settings
            .iter()
            .filter(|it| it.subject == Subject::Mapping);
        for setting in own {
            if let Some(value) = &setting.value {
                insert(&mut printed, setting.name, value.clone());
            }
        }
        rename(&mut printed);
        if let Some(arn) = self.arn.clone().or_else(|| self.stand_in_arn()) {
            printed.insert("EventSourceArn".to_owned(), arn.into());
        }
        Value::Object(printed)
    }

    /// Returns an ARN that says only which service it is, for a source whose ARN is known only after deployment.
    fn stand_in_arn(&self) -> Option<String> {
        let source = match self.origin? {
            Origin::Filtered(source) => source,
            Origin::DocumentDb => return None,
        };
        let service = match source {
            Source::Sqs => "sqs",
            Source::Kinesis => "kinesis",
            Source::DynamoDb => "dynamodb",
            Source::Kafka => "kafka",
            Source::Mq => "mq",
            Source::EventBridge => return None,
        };
        Some(format!("arn:aws:{service}:::of-the-template"))
    }

    /// Returns whether a destination for discarded records is set that is known only after deployment.
    fn has_unknown_destination(&self) -> bool {
        let mut own = self.settings.iter();
        own.any(|it| DESTINATIONS.contains(&it.name) && it.value.is_none())
    }

    fn take_source(&self, file: &mut MappingFile) {
        let is = |name, text: &str| self.value(name).and_then(Value::as_str) == Some(text);
        let options = &mut file.options;
        options.visibility_seconds = self.number("VisibilityTimeout");
        options.shards = self.number("ShardCount");
        options.retries = self
            .number("RedrivePolicy.maxReceiveCount")
            .or(options.retries);
        let hours = self.number("RetentionPeriodHours");
        let hours = hours.and_then(|it| it.checked_mul(3_600));
        options.retention_seconds = self.number("MessageRetentionPeriod").or(hours);
        if self.value("FifoQueue") == Some(&Value::Bool(true)) {
            options.queue = QueueType::Fifo;
            options.window_seconds = options.window_seconds.filter(|seconds| *seconds > 0);
        }
        if is("StreamModeDetails.StreamMode", "ON_DEMAND") {
            options.stream_mode = StreamMode::OnDemand;
        }
        if is("EngineType", "RABBITMQ") {
            options.broker = Broker::RabbitMq;
        }
        if self.has_unknown_destination() {
            options.discarded = Discarded::To(Destination::Unknown);
        }
    }
}

/// Inserts a value at a dotted path.
fn insert(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(object.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            let inner = object.entry(first).or_insert_with(|| json!({}));
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

/// Gives settings that templates and pipes name in another way the names that a mapping has.
fn rename(printed: &mut Map<String, Value>) {
    if printed.remove("Enabled") == Some(Value::Bool(false)) {
        printed.insert("State".to_owned(), "Disabled".into());
    }
    if printed.remove("OnPartialBatchItemFailure") == Some("AUTOMATIC_BISECT".into()) {
        printed.insert("BisectBatchOnFunctionError".to_owned(), true.into());
    }
    if let Some(letters) = printed.remove("DeadLetterConfig") {
        let arn = letters.get("Arn").cloned().unwrap_or_default();
        insert(printed, "DestinationConfig.OnFailure.Destination", arn);
    }
}

fn open_remark(setting: &Setting) -> String {
    let what = setting.holes.iter().find(|hole| hole.is_open());
    let what = what.map_or(String::new(), |hole| format!(" (`{}`)", hole.what));
    if DESTINATIONS.contains(&setting.name) {
        return format!(
            "`{}` is known only after deployment{what}: the notices to it are counted and not priced",
            setting.name
        );
    }
    format!(
        "`{}` is known only after deployment{what}: its default stands in",
        setting.name
    )
}

fn taken(setting: &Setting) -> Option<SettingTaken> {
    let value = match setting.value.as_ref()? {
        // Terraform writes -1 for a setting that is not set.
        Value::Number(number) if number.as_i64().is_some_and(|it| it < 0) => return None,
        Value::Array(list) => {
            let texts: Vec<_> = list.iter().filter_map(Value::as_str).collect();
            texts.join(", ")
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Some(SettingTaken {
        what: format!("{} {value}", setting.name),
        range: setting.range.clone(),
        stated: setting.stated,
    })
}

#[cfg(test)]
mod tests {
    use crate::{Template, Values};
    use tidegate_mapping::{Destination, Discarded, QueueType};

    const TEXT: &str = r#"
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {MemorySize: 512}}
Resources:
  Work:
    Type: AWS::SQS::Queue
    Properties: {FifoQueue: true, VisibilityTimeout: 90, RedrivePolicy: {maxReceiveCount: 4}}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Architectures: [arm64]
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Work.Arn
            BatchSize: 7
            MaximumBatchingWindowInSeconds: !ImportValue window
            Enabled: false
            FilterCriteria: {Filters: [{Pattern: '{"body":[1]}'}]}
"#;

    /// The notices are counted, although only the deployed template tells what the destination is.
    #[test]
    fn destination_known_only_after_deployment_is_still_a_destination() {
        let of = |destination: &str| {
            let text = TEXT.replace("BatchSize: 7", destination);
            let text = text
                .replace("Type: SQS", "Type: Kinesis")
                .replace("Queue:", "Stream:");
            let template = Template::read("t.yaml", &text, &Values::default());
            let template = template.unwrap().unwrap();
            template.choose(None).unwrap().mapping_file().unwrap()
        };
        let open = of("DestinationConfig: {OnFailure: {Destination: !ImportValue lost}}");
        assert_eq!(open.options.discarded, Discarded::To(Destination::Unknown));
        let known = of("DestinationConfig: {OnFailure: {Destination: 'arn:aws:s3:::lost'}}");
        assert_eq!(known.options.discarded, Discarded::To(Destination::S3));
        assert_eq!(of("BatchSize: 7").options.discarded, Discarded::Lost);
    }

    #[test]
    fn settings_of_mapping_function_and_queue_come_together() {
        let text = TEXT;
        let template = Template::read("t.yaml", text, &Values::default())
            .unwrap()
            .unwrap();
        let entry = template.choose(None).unwrap();
        let file = entry.mapping_file().unwrap();
        assert_eq!(file.options.batch_size, Some(7));
        assert_eq!(file.options.queue, QueueType::Fifo);
        assert_eq!(
            (file.options.visibility_seconds, file.options.retries),
            (Some(90), Some(4))
        );
        assert_eq!(file.region, None);
        let remarks = file.remarks.join("; ");
        assert!(
            remarks.contains("disabled") && remarks.contains("`!ImportValue window`"),
            "{remarks}"
        );
        let function = entry.function_settings();
        assert_eq!(function.memory_mb, Some(512));
        assert_eq!(function.architecture.as_deref(), Some("arm64"));
        let taken = entry.settings_taken();
        assert_eq!(taken[0].what, "MemorySize 512");
        assert_eq!(&text[taken[0].range.clone()], "512");
    }
}
