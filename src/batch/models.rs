//! The models of a run: one for each choice of stems that people were asked, compiled once for all workers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::answers::Responses;
use crate::pack::{Pack, Parallel};
use crate::scoring::{Cache, Model};

/// More choices of stems than this are compiled anew.
const MOST_MODELS: usize = 32;

/// The models that all workers share.
#[derive(Debug)]
pub struct SharedModels<'p> {
    pack: &'p Pack,
    compiled: Mutex<HashMap<Vec<Parallel>, Arc<Model>>>,
}

impl<'p> SharedModels<'p> {
    /// Compiles nothing yet.
    pub fn of(pack: &'p Pack) -> Self {
        Self { pack, compiled: Mutex::new(HashMap::new()) }
    }

    /// Returns the model that asks the first stem of each pair.
    pub fn first(&self) -> Arc<Model> {
        self.asking(&self.pack.questionnaire().parallels(Parallel::A))
    }

    fn asking(&self, parallels: &[Parallel]) -> Arc<Model> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(model) = compiled.get(parallels) {
            return Arc::clone(model);
        }
        if compiled.len() == MOST_MODELS {
            compiled.clear();
        }
        let model = Arc::new(Model::asking(self.pack, parallels.to_vec()));
        compiled.insert(parallels.to_vec(), Arc::clone(&model));
        model
    }
}

/// The models that one worker has used, each with what is known from it; the one that was used last comes last.
#[derive(Debug, Default)]
pub(super) struct UsedModels(Vec<(Arc<Model>, Cache)>);

impl UsedModels {
    /// Returns the model that asks what a person was asked, with what is known from it.
    pub(super) fn asking(&mut self, models: &SharedModels<'_>, responses: &Responses) -> &mut (Arc<Model>, Cache) {
        let used = &mut self.0;
        match used.iter().rposition(|(model, _)| model.parallels == responses.parallels) {
            Some(place) => {
                let last = used.len() - 1;
                used.swap(place, last);
            }
            None => {
                if used.len() == MOST_MODELS {
                    used.remove(0);
                }
                used.push((models.asking(&responses.parallels), Cache::default()));
            }
        }
        used.last_mut().expect("internal: one was just found or added")
    }
}
