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
    compiled: Mutex<HashMap<Arc<[Parallel]>, Arc<Model>>>,
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

    fn asking(&self, parallels: &Arc<[Parallel]>) -> Arc<Model> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(model) = compiled.get(parallels) {
            return Arc::clone(model);
        }
        if compiled.len() == MOST_MODELS {
            compiled.clear();
        }
        let model = Arc::new(Model::asking(self.pack, Arc::clone(parallels)));
        compiled.insert(Arc::clone(parallels), Arc::clone(&model));
        model
    }
}

/// The models that one worker has used; the one that was used last comes last.
#[derive(Debug, Default)]
pub(super) struct UsedModels(Vec<UsedModel>);

/// A model, and what is known from it.
#[derive(Debug)]
struct UsedModel {
    /// What people were asked who need it. A table's people share it, so that it is not compared scenario by scenario.
    parallels: Arc<[Parallel]>,
    model: Arc<Model>,
    cache: Cache,
}

impl UsedModels {
    /// Returns the model that asks what a person was asked, with what is known from it.
    pub(super) fn asking(&mut self, models: &SharedModels<'_>, responses: &Responses) -> (&Model, &mut Cache) {
        let (used, parallels) = (&mut self.0, &responses.parallels);
        match used.iter().rposition(|used| used.parallels == *parallels) {
            Some(place) => {
                let last = used.len() - 1;
                used.swap(place, last);
            }
            None => {
                if used.len() == MOST_MODELS {
                    used.remove(0);
                }
                let (parallels, model) = (Arc::clone(parallels), models.asking(parallels));
                used.push(UsedModel { parallels, model, cache: Cache::default() });
            }
        }
        let UsedModel { model, cache, .. } = used.last_mut().expect("internal: one was just found or added");
        (model, cache)
    }
}
