//! The results that are there, and the jobs that are not done yet.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tidegate_mapping::simulate::{Counts, Invocation, Record, Settings, Unfinished, Whole};

use super::job::{Job, Jobs};
use super::result::{JobResult, Keep, NotTheseJobs, Results};
use crate::request::frame::Frame;
use crate::request::lanes::{LaneRun, Take, replay};

/// Stands for the machines that replay the shards.
#[derive(Debug, Default)]
pub(in crate::request) struct Spread {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    wanted: Vec<Job>,
    done: Vec<(Job, JobResult)>,
}

impl Spread {
    /// Returns the counts of a replay of `records`, which `frame` makes, as [`replay`] does. A result that is not there is
    /// noted as wanted, and looks like a replay that was stopped at once.
    pub(in crate::request) fn replay(
        &self,
        records: &[Record],
        (frame, take): (&Frame, Take),
        settings: &Settings,
        sink: Option<&mut dyn FnMut(Invocation)>,
    ) -> Result<(Counts, BTreeMap<u32, LaneRun>), Unfinished> {
        let job = Job {
            frame: frame.clone(),
            take,
            settings: *settings,
            whole: Whole::of(records),
            keep: match sink {
                Some(_) => Keep::Invocations,
                None => Keep::Counts,
            },
        };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((_, result)) = state.done.iter().find(|(done, _)| *done == job) else {
            if !state.wanted.contains(&job) {
                state.wanted.push(job);
            }
            return Err(Unfinished {
                invocations: 0,
                records: 0,
            });
        };
        match result.part.finish(job.whole, &result.invocations) {
            Ok(counts) => {
                result
                    .invocations
                    .iter()
                    .copied()
                    .for_each(sink.unwrap_or(&mut |_| {}));
                Ok((counts, result.lanes.clone()))
            }
            // Too much for one machine: stopped at the same invocation as there.
            Err(_) => replay(records, settings, sink),
        }
    }

    pub(super) fn is_wanting(&self) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        !state.wanted.is_empty()
    }

    /// Returns the jobs that were wanted since the last call.
    pub(super) fn wanted(&self) -> Jobs {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        Jobs(std::mem::take(&mut state.wanted))
    }

    /// Takes the results of jobs, those of all shards together.
    pub(super) fn take(&self, jobs: Jobs, results: Results) -> Result<(), NotTheseJobs> {
        if jobs.0.len() != results.0.len() {
            return Err(NotTheseJobs);
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done.extend(jobs.0.into_iter().zip(results.0));
        Ok(())
    }
}
