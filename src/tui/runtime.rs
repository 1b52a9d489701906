//! What must be done outside the pure part: one thread owns the desk, each job has a thread of its own.
//!
//! Requests are carried out in the order they were made. A panic inside one becomes a failure that is told; a thread
//! that ends before its time ends the program with a message, never with a hang.

use super::message::{Ending, JobId, JobSpec, Message, Purpose, Reply, Request};
use crate::desk::{Failure, FailureKind, Job, Progress};
use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Progress is told at most ten times a second.
const PROGRESS_PAUSE: Duration = Duration::from_millis(100);

/// Long work, ready to run on any thread.
pub type Task<P> = Box<dyn FnOnce(&Job) -> Result<P, Failure> + Send>;

/// Who carries out requests: the desk, or a stand-in with canned answers in tests.
pub trait Clerk {
    /// What a job brings back.
    type Product: Send + 'static;

    /// Carries out a request; a write is on disk when it returns.
    fn carry_out(&mut self, request: Request) -> Result<Reply, Failure>;

    /// Gets long work ready; it runs elsewhere.
    fn prepare(&mut self, spec: &JobSpec) -> Result<Task<Self::Product>, Failure>;

    /// Takes in what a job brought back.
    fn take(&mut self, product: Self::Product) -> Result<Reply, Failure>;
}

enum Order<P> {
    CarryOut(Request),
    Prepare(JobId, JobSpec, Job),
    Take(JobId, Result<P, Failure>),
    Stop,
}

/// The threads beside the one that draws.
pub struct Runtime<P> {
    orders: Sender<Order<P>>,
    writer: Option<JoinHandle<()>>,
    opening: Job,
    jobs: HashMap<JobId, Job>,
    inbox: Sender<Message>,
}

impl<P: Send + 'static> Runtime<P> {
    /// Starts the thread that opens the desk and then owns it. Failing to open is told as
    /// [`Message::NotOpened`].
    pub fn begin<C: Clerk<Product = P>>(
        open: impl FnOnce(&Job) -> Result<C, Failure> + Send + 'static,
        inbox: Sender<Message>,
    ) -> Self {
        let (orders, taken) = channel();
        let opening = watched(JobId::OPENING, &inbox);
        let (job, back, tell) = (opening.clone(), orders.clone(), inbox.clone());
        let writer = thread::spawn(move || {
            let _farewell = Farewell(tell.clone());
            match guarded(|| open(&job)) {
                Ok(clerk) => serve(clerk, &taken, &back, &tell),
                Err(failure) => drop(tell.send(Message::NotOpened(failure))),
            }
        });
        Self { orders, writer: Some(writer), opening, jobs: HashMap::new(), inbox }
    }

    /// Hands a request to the thread that owns the desk.
    pub fn ask(&self, request: Request) {
        drop(self.orders.send(Order::CarryOut(request)));
    }

    /// Starts a job.
    pub fn start(&mut self, id: JobId, spec: JobSpec) {
        let job = watched(id, &self.inbox);
        self.jobs.insert(id, job.clone());
        drop(self.orders.send(Order::Prepare(id, spec, job)));
    }

    /// Asks a job to stop at its next checkpoint.
    pub fn cancel(&mut self, id: JobId) {
        match self.jobs.remove(&id) {
            Some(job) => job.cancel(),
            None if id == JobId::OPENING => self.opening.cancel(),
            None => {}
        }
    }

    /// Cancels the jobs and waits until every request made so far is carried out.
    pub fn finish(mut self) {
        self.opening.cancel();
        self.jobs.values().for_each(Job::cancel);
        drop(self.orders.send(Order::Stop));
        if let Some(writer) = self.writer.take() {
            drop(writer.join());
        }
    }
}

/// Tells the end of the thread it lives on.
struct Farewell(Sender<Message>);

impl Drop for Farewell {
    fn drop(&mut self) {
        drop(self.0.send(Message::Ended(Ending::DeskGone)));
    }
}

/// A job whose progress reaches the inbox, not too often.
fn watched(id: JobId, inbox: &Sender<Message>) -> Job {
    let tell = Mutex::new((inbox.clone(), None::<(Instant, &'static str)>));
    Job::new(move |progress: Progress| {
        let mut state = tell.lock().unwrap_or_else(PoisonError::into_inner);
        let (inbox, last) = &mut *state;
        let due = last.is_none_or(|(at, stage)| at.elapsed() >= PROGRESS_PAUSE || stage != progress.stage);
        if due {
            *last = Some((Instant::now(), progress.stage));
            drop(inbox.send(Message::Progress(id, progress)));
        }
    })
}

fn serve<C: Clerk>(
    mut clerk: C,
    taken: &Receiver<Order<C::Product>>,
    back: &Sender<Order<C::Product>>,
    tell: &Sender<Message>,
) {
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Ok(order) = taken.recv() else { return };
            waiting.push_back(order);
        }
        for order in taken.try_iter() {
            line_up(&mut waiting, order);
        }
        match waiting.pop_front() {
            Some(Order::CarryOut(request)) => {
                let purpose = request.purpose();
                answer(tell, purpose, guarded(|| clerk.carry_out(request)));
            }
            Some(Order::Prepare(id, spec, job)) => {
                let task = guarded(|| clerk.prepare(&spec));
                let back = back.clone();
                // The thread ends by itself: a job is cancelled before the program ends.
                drop(thread::spawn(move || {
                    let product = task.and_then(|task| guarded(|| task(&job)));
                    drop(back.send(Order::Take(id, product)));
                }));
            }
            Some(Order::Take(id, product)) => {
                answer(tell, Purpose::Job, product.and_then(|product| guarded(|| clerk.take(product))));
                drop(tell.send(Message::JobEnded(id)));
            }
            Some(Order::Stop) => return,
            None => {}
        }
    }
}

fn answer(tell: &Sender<Message>, purpose: Purpose, reply: Result<Reply, Failure>) {
    let message = reply.map_or_else(|failure| Message::Failed(purpose, failure), Message::Done);
    drop(tell.send(message));
}

/// Puts an order in the line; one that only repeats the question before it takes its place.
fn line_up<P>(waiting: &mut VecDeque<Order<P>>, order: Order<P>) {
    if let (Some(Order::CarryOut(before)), Order::CarryOut(request)) = (waiting.back(), &order)
        && supersedes(request, before)
    {
        waiting.pop_back();
    }
    waiting.push_back(order);
}

fn supersedes(request: &Request, before: &Request) -> bool {
    match (request, before) {
        (Request::Queue(_), Request::Queue(_))
        | (Request::Preview(_), Request::Preview(_))
        | (Request::Reference(_), Request::Reference(_))
        | (Request::Info, Request::Info) => true,
        (Request::KeepDraft(claim, field, _), Request::KeepDraft(other, earlier, _)) => {
            claim == other && field == earlier
        }
        _ => false,
    }
}

/// Runs something that may panic; a panic becomes a failure.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        Err(Failure::new(FailureKind::Internal, "A fault of the program stopped this.", words)
            .hint("Nothing was changed by it. Go on, and please report the text."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ClaimId;

    struct Slow(Receiver<()>, Sender<Request>);

    impl Clerk for Slow {
        type Product = ();

        fn carry_out(&mut self, request: Request) -> Result<Reply, Failure> {
            assert!(request != Request::Views, "a planted fault");
            let _ = self.0.recv();
            self.1.send(request).unwrap();
            Ok(Reply::Indexed)
        }

        fn prepare(&mut self, _: &JobSpec) -> Result<Task<()>, Failure> {
            Ok(Box::new(|job| {
                loop {
                    let progress = Progress { stage: "Waiting", done: 1, total: None, problems: 0 };
                    if job.checkpoint(progress).is_err() {
                        return Ok(());
                    }
                    thread::yield_now();
                }
            }))
        }

        fn take(&mut self, (): ()) -> Result<Reply, Failure> {
            Ok(Reply::Indexed)
        }
    }

    fn begin() -> (Runtime<()>, Receiver<Message>, Sender<()>, Receiver<Request>) {
        let (inbox, messages) = channel();
        let (go, wait) = channel();
        let (done, seen) = channel();
        (Runtime::begin(move |_| Ok(Slow(wait, done)), inbox), messages, go, seen)
    }

    #[test]
    fn everything_asked_before_the_end_is_carried_out() {
        let (runtime, _messages, go, seen) = begin();
        let claims: Vec<ClaimId> = ["3016001", "3016002"].map(|id| ClaimId::parse(id).unwrap()).into();
        for id in claims {
            runtime.ask(Request::Skip(id, "later".into()));
        }
        drop(go);
        runtime.finish();
        let carried_out: Vec<Request> = seen.try_iter().collect();
        assert_eq!(carried_out.len(), 2);
    }

    #[test]
    fn a_fault_inside_a_request_is_told_and_the_thread_goes_on() {
        let (runtime, messages, go, _seen) = begin();
        go.send(()).unwrap();
        runtime.ask(Request::Views);
        runtime.ask(Request::Info);
        let Message::Failed(Purpose::Views, failure) = messages.recv().unwrap() else { panic!() };
        assert_eq!(failure.kind, FailureKind::Internal);
        assert!(failure.why.contains("a planted fault"));
        assert_eq!(messages.recv().unwrap(), Message::Done(Reply::Indexed));
        runtime.finish();
    }

    #[test]
    fn a_job_stops_when_it_is_cancelled() {
        let (mut runtime, messages, _go, _seen) = begin();
        runtime.start(JobId(7), JobSpec::Text);
        assert!(matches!(messages.recv().unwrap(), Message::Progress(JobId(7), _)));
        runtime.cancel(JobId(7));
        let ended = messages.iter().find(|message| matches!(message, Message::JobEnded(_)));
        assert_eq!(ended, Some(Message::JobEnded(JobId(7))));
    }

    #[test]
    fn failing_to_open_is_told_before_the_end() {
        let (inbox, messages) = channel();
        let failure = Failure::new(FailureKind::Busy, "The desk is in use.", "");
        let told = failure.clone();
        let runtime = Runtime::begin(move |_| Err::<Slow, _>(failure), inbox);
        assert_eq!(messages.recv().unwrap(), Message::NotOpened(told));
        runtime.finish();
    }

    #[test]
    fn only_the_last_of_several_equal_questions_is_asked() {
        let mut waiting = VecDeque::new();
        let ask = |text: &str| Order::<()>::CarryOut(Request::Reference(text.into()));
        line_up(&mut waiting, ask("a"));
        line_up(&mut waiting, ask("ab"));
        line_up(&mut waiting, Order::CarryOut(Request::Views));
        line_up(&mut waiting, ask("abc"));
        assert_eq!(waiting.len(), 3);
    }
}
