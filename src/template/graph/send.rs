//! Finds the edges of a template.
//!
//! Source of the names: CloudFormation resource schemas and the SAM schema (read 2026-11-29).

use std::collections::HashMap;

use super::edge::{Edge, Via};
use super::permission::{of_sam, statements};
use super::reached::{Names, names, reached};
use crate::place::lists;
use crate::resolve::Resolver;
use crate::tree::Node;

/// The most edges of one template: a graph with more is not looked at by anybody.
const EDGES_MAX: usize = 100_000;

/// Types of resources that are functions.
const FUNCTIONS: [&str; 2] = ["AWS::Lambda::Function", "AWS::Serverless::Function"];

/// Returns what the resources of a template send to each other.
pub(crate) fn edges<'t>(resolver: &Resolver<'t>, resources: Node<'t>) -> Vec<Edge> {
    let members = resources.members();
    let roles = roles(resolver, &members);
    let names = names(&members);
    let mut out = Vec::new();
    for (key, all) in members {
        let (Some(name), Some(kind)) = (key.text(), all.get("Type").and_then(Node::text)) else {
            continue;
        };
        let sender = Sender {
            resolver,
            roles: &roles,
            names: &names,
            name,
            all,
        };
        sender.read(kind, &mut out);
        if out.len() > EDGES_MAX {
            break;
        }
    }
    out
}

/// The functions that have a role, by the role's name.
type Roles<'t> = HashMap<&'t str, Vec<&'t str>>;

fn roles<'t>(resolver: &Resolver<'t>, members: &[(Node<'t>, Node<'t>)]) -> Roles<'t> {
    let mut roles = Roles::new();
    for (key, all) in members {
        let role = all.at(&["Properties", "Role"]);
        let role = role.and_then(|it| reached(resolver, it));
        let kind = all.get("Type").and_then(Node::text);
        if let (Some(name), Some((role, _))) = (key.text(), role)
            && kind.is_some_and(|it| FUNCTIONS.contains(&it))
        {
            roles.entry(role).or_default().push(name);
        }
    }
    roles
}

#[derive(Clone, Copy)]
struct Sender<'r, 't> {
    resolver: &'r Resolver<'t>,
    roles: &'r Roles<'t>,
    names: &'r Names<'t>,
    name: &'t str,
    all: Node<'t>,
}

impl<'t> Sender<'_, 't> {
    fn read(self, kind: &str, out: &mut Vec<Edge>) {
        match kind {
            "AWS::Serverless::Function" | "AWS::Lambda::Function" => self.function(out),
            "AWS::Lambda::EventInvokeConfig" => self.invoke_config(out),
            "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy" => self.policy(out),
            "AWS::Serverless::Connector" => self.connector(self.all, out),
            "AWS::SNS::Subscription" => self.subscription(out),
            "AWS::SNS::Topic" => self.topic(out),
            "AWS::S3::Bucket" => self.bucket(out),
            "AWS::Events::Rule" => self.rule(out),
            "AWS::Pipes::Pipe" => {
                self.add(self.name, self.get(&["Target"]), Via::Pipe, out);
            }
            "AWS::DynamoDB::Table" => {
                let stream = self.get(&["KinesisStreamSpecification", "StreamArn"]);
                self.add(self.name, stream, Via::Changes, out);
            }
            _ => {}
        }
    }

    fn get(self, path: &[&str]) -> Option<Node<'t>> {
        self.all.get("Properties")?.at(path)
    }

    fn add(self, from: &str, to: Option<Node<'t>>, via: Via, out: &mut Vec<Edge>) {
        let reached = to.and_then(|node| Some((node, reached(self.resolver, node)?.0)));
        if let Some((node, to)) = reached {
            out.push(Edge {
                from: from.to_owned(),
                to: to.to_owned(),
                via,
                range: node.whole(),
                elsewhere: None,
            });
        }
    }

    fn function(self, out: &mut Vec<Edge>) {
        if let Some(policies) = self.get(&["Policies"]) {
            of_sam((self.resolver, self.names), self.name, policies, out);
        }
        let role = self
            .get(&["Role"])
            .and_then(|it| reached(self.resolver, it));
        let role = role.and_then(|(role, _)| self.resolver.resource(role));
        for policy in lists(role.and_then(|it| it.at(&["Properties", "Policies"]))) {
            if let Some(document) = policy.get("PolicyDocument") {
                statements(self.resolver, self.name, document, out);
            }
        }
        let variables = self.get(&["Environment", "Variables"]);
        for (_, value) in variables.map(Node::members).unwrap_or_default() {
            self.add(self.name, Some(value), Via::Environment, out);
        }
        if let Some(configuration) = self.get(&["EventInvokeConfig"]) {
            self.destinations(self.name, configuration, out);
        }
        for (_, event) in self.get(&["Events"]).map(Node::members).unwrap_or_default() {
            self.event(event, out);
        }
        for (_, connector) in self
            .all
            .get("Connectors")
            .map(Node::members)
            .unwrap_or_default()
        {
            self.connector(connector, out);
        }
    }

    /// Reads the destinations of asynchronous invocations.
    fn destinations(self, function: &str, configuration: Node<'t>, out: &mut Vec<Edge>) {
        for ending in ["OnSuccess", "OnFailure"] {
            let to = configuration.at(&["DestinationConfig", ending, "Destination"]);
            self.add(function, to, Via::Destination, out);
        }
    }

    fn invoke_config(self, out: &mut Vec<Edge>) {
        let function = self.get(&["FunctionName"]);
        let function = function.and_then(|it| reached(self.resolver, it));
        if let (Some((function, _)), Some(properties)) = (function, self.all.get("Properties")) {
            self.destinations(function, properties, out);
        }
    }

    /// Reads a policy of roles, which are those of functions.
    fn policy(self, out: &mut Vec<Edge>) {
        let Some(document) = self.get(&["PolicyDocument"]) else {
            return;
        };
        for role in lists(self.get(&["Roles"])) {
            let role = reached(self.resolver, role);
            let functions = role.and_then(|(role, _)| self.roles.get(role));
            for function in functions.into_iter().flatten() {
                statements(self.resolver, function, document, out);
            }
        }
    }

    /// Reads a connector, which may stand inside its source.
    fn connector(self, connector: Node<'t>, out: &mut Vec<Edge>) {
        let get = |path: &[&str]| connector.get("Properties")?.at(path);
        let mut permissions = lists(get(&["Permissions"])).into_iter();
        if !permissions.any(|it| it.text() == Some("Write")) {
            return;
        }
        let source = get(&["Source", "Id"]).and_then(Node::text);
        for destination in lists(get(&["Destination"])) {
            if let Some(id) = destination.get("Id")
                && let Some(to) = id.text().filter(|it| self.resolver.resource(it).is_some())
            {
                out.push(Edge {
                    from: source.unwrap_or(self.name).to_owned(),
                    to: to.to_owned(),
                    via: Via::Connector,
                    range: id.whole(),
                    elsewhere: None,
                });
            }
        }
    }

    fn subscription(self, out: &mut Vec<Edge>) {
        let topic = self.get(&["TopicArn"]);
        let Some((topic, _)) = topic.and_then(|it| reached(self.resolver, it)) else {
            // The topic may be another template's: the subscription stands for it.
            return self.add(self.name, self.get(&["Endpoint"]), self.raw(), out);
        };
        self.add(topic, self.get(&["Endpoint"]), self.raw(), out);
    }

    fn raw(self) -> Via {
        let is_raw = match self.get(&["RawMessageDelivery"]) {
            None => Some(false),
            Some(node) => self
                .resolver
                .plain(node)
                .known()
                .map(|text| matches!(text, "true" | "True" | "TRUE" | "yes" | "on")),
        };
        Via::Subscription {
            is_raw,
            is_filtered: self.get(&["FilterPolicy"]).is_some(),
        }
    }

    /// Reads the subscriptions inside a topic, which can't ask for raw messages.
    fn topic(self, out: &mut Vec<Edge>) {
        for subscription in lists(self.get(&["Subscription"])) {
            let via = Via::Subscription {
                is_raw: Some(false),
                is_filtered: false,
            };
            self.add(self.name, subscription.get("Endpoint"), via, out);
        }
    }

    fn bucket(self, out: &mut Vec<Edge>) {
        let lists_of = [
            ("QueueConfigurations", "Queue"),
            ("LambdaConfigurations", "Function"),
            ("TopicConfigurations", "Topic"),
        ];
        for (list, target) in lists_of {
            for one in lists(self.get(&["NotificationConfiguration", list])) {
                let via = self.notification(one.get("Event"), one.get("Filter"));
                self.add(self.name, one.get(target), via, out);
            }
        }
    }

    fn notification(self, events: Option<Node<'t>>, filter: Option<Node<'t>>) -> Via {
        let (mut prefix, mut suffix) = (String::new(), String::new());
        let rules = filter.and_then(|it| it.at(&["S3Key", "Rules"]));
        for rule in lists(rules) {
            let text = |key: &str| {
                let value = rule.get(key).map(|it| self.resolver.plain(it));
                value.and_then(|it| it.known().map(str::to_owned))
            };
            let value = text("Value").unwrap_or_default();
            match text("Name")
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str()
            {
                "prefix" => prefix = value,
                "suffix" => suffix = value,
                _ => {}
            }
        }
        let events = lists(events).into_iter().filter_map(Node::text);
        Via::Notification {
            events: events.map(str::to_owned).collect(),
            prefix,
            suffix,
        }
    }

    fn rule(self, out: &mut Vec<Edge>) {
        for target in lists(self.get(&["Targets"])) {
            let changes = ["Input", "InputPath", "InputTransformer"];
            let is_whole = changes.iter().all(|it| target.get(it).is_none());
            self.add(self.name, target.get("Arn"), Via::Target { is_whole }, out);
        }
    }

    /// Reads an event of a SAM function that makes another resource send to it.
    fn event(self, event: Node<'t>, out: &mut Vec<Edge>) {
        let get = |path: &[&str]| event.get("Properties")?.at(path);
        let from = |name: &str| Some(reached(self.resolver, get(&[name])?)?.0);
        match event.get("Type").and_then(Node::text) {
            Some("S3") => {
                let via = self.notification(get(&["Events"]), get(&["Filter"]));
                self.sends_to_function(from("Bucket"), via, event, out);
            }
            Some("SNS") => {
                let via = Via::Subscription {
                    is_raw: Some(false),
                    is_filtered: get(&["FilterPolicy"]).is_some(),
                };
                let queue = get(&["SqsSubscription", "QueueArn"]);
                match (from("Topic"), queue) {
                    (Some(topic), Some(queue)) => self.add(topic, Some(queue), via, out),
                    (topic, _) => self.sends_to_function(topic, via, event, out),
                }
            }
            Some(_) | None => {}
        }
    }

    fn sends_to_function(self, from: Option<&str>, via: Via, event: Node<'t>, out: &mut Vec<Edge>) {
        if let Some(from) = from {
            out.push(Edge {
                from: from.to_owned(),
                to: self.name.to_owned(),
                via,
                range: event.whole(),
                elsewhere: None,
            });
        }
    }
}
