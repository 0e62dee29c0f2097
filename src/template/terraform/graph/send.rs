//! The edges of each type of resource.

use super::policy::Roles;
use super::sender::Sender;
use crate::graph::Via;
use crate::terraform::value::Value;
use crate::terraform::view::View;

/// The types of resources that say what sends to what.
pub(super) const SENDERS: [&str; 11] = [
    "aws_lambda_function",
    "aws_lambda_function_event_invoke_config",
    "aws_sns_topic_subscription",
    "aws_s3_bucket_notification",
    "aws_cloudwatch_event_target",
    "aws_pipes_pipe",
    "aws_dynamodb_kinesis_streaming_destination",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_policy_attachment",
];

impl Sender<'_, '_> {
    /// Reads the edges of one resource.
    pub(super) fn read(&mut self, kind: &str, roles: &Roles) {
        match kind {
            "aws_lambda_function" => self.function(),
            "aws_lambda_function_event_invoke_config" => self.destinations(),
            "aws_sns_topic_subscription" => self.subscription(),
            "aws_s3_bucket_notification" => self.notifications(),
            "aws_cloudwatch_event_target" => self.target(),
            "aws_pipes_pipe" => self.to("target", self.address.clone(), Via::Pipe),
            "aws_dynamodb_kinesis_streaming_destination" => {
                if let Some(table) = self.named("table_name") {
                    self.to("stream_arn", table, Via::Changes);
                }
            }
            "module" => self.published(),
            _ => self.policies(kind, roles),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Value> {
        self.view.get(self.evaluator, name)
    }

    /// Returns the resource that an attribute names.
    pub(super) fn named(&self, attribute: &str) -> Option<String> {
        self.evaluator.address_of(self.get(attribute).as_ref())
    }

    /// Adds an edge to the resource that an attribute names.
    fn to(&mut self, attribute: &str, from: String, via: Via) {
        if let Some(value) = self.get(attribute) {
            let to = self.evaluator.address_of(Some(&value));
            self.add(Some(from), to, via, &value.range);
        }
    }

    fn function(&mut self) {
        let environment = self.view.blocks(self.evaluator, "environment");
        for view in environment.views {
            let variables = view.get(self.evaluator, "variables");
            self.variables(variables.as_ref());
        }
    }

    /// Adds what the variables of a function's environment name.
    fn variables(&mut self, variables: Option<&Value>) {
        let members = variables.and_then(Value::members).unwrap_or_default();
        for member in members {
            let to = self.evaluator.address_of(Some(&member.value));
            let from = self.address.clone();
            self.add(Some(from), to, Via::Environment, &member.value.range);
        }
    }

    /// Reads the destinations of asynchronous invocations.
    fn destinations(&mut self) {
        let Some(function) = self.named("function_name") else {
            return;
        };
        for ending in ["on_success", "on_failure"] {
            for view in self.below(&["destination_config", ending]) {
                if let Some(value) = view.get(self.evaluator, "destination") {
                    let to = self.evaluator.address_of(Some(&value));
                    let from = Some(function.clone());
                    self.add(from, to, Via::Destination, &value.range);
                }
            }
        }
    }

    /// Returns the blocks inside blocks of these names.
    fn below(&self, names: &[&str]) -> Vec<View> {
        let mut views = vec![self.view.clone()];
        for name in names {
            let inner = views
                .iter()
                .flat_map(|it| it.blocks(self.evaluator, name).views);
            views = inner.collect();
        }
        views
    }

    fn subscription(&mut self) {
        let is_raw = match self.get("raw_message_delivery") {
            None => Some(false),
            Some(value) => value.as_truth(),
        };
        let via = Via::Subscription {
            is_raw,
            is_filtered: self.get("filter_policy").is_some(),
        };
        // The topic may be another configuration's: the subscription stands for it.
        let topic = self.named("topic_arn");
        let topic = topic.unwrap_or_else(|| self.address.clone());
        self.to("endpoint", topic, via);
    }

    fn notifications(&mut self) {
        let bucket = self.named("bucket");
        let blocks = [
            ("lambda_function", "lambda_function_arn"),
            ("queue", "queue_arn"),
            ("topic", "topic_arn"),
        ];
        for (block, target) in blocks {
            for view in self.below(&[block]) {
                let to = view.get(self.evaluator, target);
                let to = self.evaluator.address_of(to.as_ref());
                let via = self.notification(&view);
                self.add(bucket.clone(), to, via, &view.range());
            }
        }
    }

    fn notification(&self, view: &View) -> Via {
        let text = |name: &str| {
            let value = view.get(self.evaluator, name);
            value.and_then(|it| it.known().map(str::to_owned))
        };
        let events = view.get(self.evaluator, "events");
        let events = events.as_ref().and_then(Value::items).unwrap_or_default();
        let events = events.iter().filter_map(Value::known);
        Via::Notification {
            events: events.map(str::to_owned).collect(),
            prefix: text("filter_prefix").unwrap_or_default(),
            suffix: text("filter_suffix").unwrap_or_default(),
        }
    }

    fn target(&mut self) {
        let changes = ["input", "input_path"];
        let is_whole = changes.iter().all(|it| self.get(it).is_none())
            && self.below(&["input_transformer"]).is_empty();
        if let Some(rule) = self.named("rule") {
            self.to("arn", rule, Via::Target { is_whole });
        }
    }

    /// Reads the function that a published module makes.
    ///
    /// Source: terraform-aws-modules/lambda/aws 8.1, "Inputs" (read 2026-11-30).
    fn published(&mut self) {
        let source = self.get("source");
        let source = source.as_ref().and_then(Value::known).unwrap_or_default();
        if crate::terraform::published::known(source) != Some("terraform-aws-modules/lambda/aws") {
            return;
        }
        let variables = self.get("environment_variables");
        self.variables(variables.as_ref());
        let statements = self.get("policy_statements");
        let statements: Vec<&Value> = match &statements {
            Some(value) => match value.items() {
                Some(items) => items.iter().collect(),
                None => value
                    .members()
                    .unwrap_or_default()
                    .iter()
                    .map(|it| &it.value)
                    .collect(),
            },
            None => Vec::new(),
        };
        for statement in statements {
            let view = View::Value(statement.clone());
            let address = self.address.clone();
            self.statement(std::slice::from_ref(&address), &view);
        }
    }
}
