//! The contestants, one file each. Engines that are built separately, or that may have to be stopped, run in their own
//! processes; the others are called directly. `Built` lists the contestants.

mod event_ruler;
mod limits;
mod quamina_crate;
mod quamina_go;
mod remote;
mod serde_structs;
mod serde_value;
mod simd_tape;
mod sonic_get;
mod tidegate;

use std::time::Duration;

use crate::contestant::Contestant;
use crate::work::Extent;

use limits::{Limit, Step};
use quamina_crate::QuaminaCrate;
use tidegate::{Mode, Tidegate};

use event_ruler::{EventRuler, Release};
use quamina_go::QuaminaGo;
use remote::Launch;
pub(crate) use remote::{Bounds, Remote};

/// Engines that are built separately, if this machine can build them.
#[derive(Debug, Default)]
pub(crate) struct Built {
    event_rulers: Vec<EventRuler>,
    quamina_go: Option<QuaminaGo>,
    /// The engines that are missing and why, in one sentence each.
    pub(crate) missing: Vec<String>,
}

impl Built {
    pub(crate) fn build(extent: Extent) -> Self {
        let mut built = Self::default();
        let releases: &[_] = match extent {
            Extent::Quick => &[Release::Pinned],
            Extent::Full => &[Release::Pinned, Release::Newest],
        };
        for release in releases {
            match EventRuler::build(*release, extent) {
                Ok(ruler) => built.add(ruler),
                Err(why) => built
                    .missing
                    .push(format!("event-ruler, {release:?}: {why}")),
            }
        }
        match QuaminaGo::build() {
            Ok(quamina) => built.quamina_go = Some(quamina),
            Err(why) => built.missing.push(format!("quamina (Go): {why}")),
        }
        built
    }

    /// Adds a release, unless it is there already: the newest release may be the pinned one.
    fn add(&mut self, ruler: EventRuler) {
        if self
            .event_rulers
            .iter()
            .all(|known| known.version != ruler.version)
        {
            self.event_rulers.push(ruler);
        }
    }

    fn processes(&self, bounds: Bounds) -> Vec<Box<dyn Contestant>> {
        let rulers = self.event_rulers.iter().map(|ruler| ruler.start(bounds));
        let go = self.quamina_go.iter().map(|quamina| quamina.start(bounds));
        rulers
            .chain(go)
            .map(|remote| Box::new(remote) as _)
            .collect()
    }

    /// Returns all contestants, tidegate first: the others are compared with it.
    pub(crate) fn all(&self) -> Vec<Box<dyn Contestant>> {
        let mut all: Vec<Box<dyn Contestant>> = vec![
            Box::new(Tidegate::new(Mode::Strict)),
            Box::new(Tidegate::new(Mode::Trusted)),
        ];
        all.extend(self.processes(Bounds::GENEROUS));
        all.extend::<[Box<dyn Contestant>; 9]>([
            Box::new(QuaminaCrate::default()),
            Box::new(serde_value::SerdeValue::default()),
            Box::new(serde_structs::SerdeStructs::default()),
            Box::new(simd_tape::SimdTape::default()),
            Box::new(sonic_get::SonicGet::default()),
            Box::new(Limit::new(Step::Validation)),
            Box::new(Limit::new(Step::Base64)),
            Box::new(Limit::new(Step::Copy)),
            Box::new(Limit::new(Step::NewlineCount)),
        ]);
        all
    }

    /// Returns the engines, each in its own process, so that its memory can be measured and it can be stopped.
    pub(crate) fn engines(&self, bounds: Bounds) -> Vec<Remote> {
        let own = ["tidegate", "quamina"].map(|name| own(name, bounds));
        let rulers = self.event_rulers.iter().map(|ruler| ruler.start(bounds));
        let go = self.quamina_go.iter().map(|quamina| quamina.start(bounds));
        own.into_iter().chain(rulers).chain(go).collect()
    }
}

/// Returns this program as a process that serves one contestant.
fn own(name: &str, bounds: Bounds) -> Remote {
    let contestant = served(name).expect("a name that this program serves");
    let launch = Launch {
        name: contestant.name(),
        reads: contestant.reads(),
        program: std::env::current_exe().expect("the path of this program must be known"),
        arguments: vec!["serve".to_owned(), name.to_owned()],
        warm_up: Duration::ZERO,
    };
    Remote::new(launch, bounds)
}

/// Returns the contestant that a serving process was started with, by name.
pub(crate) fn served(name: &str) -> Option<Box<dyn Contestant>> {
    match name {
        "tidegate" => Some(Box::new(Tidegate::new(Mode::Strict))),
        "quamina" => Some(Box::new(QuaminaCrate::default())),
        _ => None,
    }
}
