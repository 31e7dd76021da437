//! The figures the server keeps of itself, in the form Prometheus reads.

use std::sync::OnceLock;

use guichet_store::Waiting;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Upper bounds of the classes of duration, in seconds.
const CLASSES: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// Starts counting; a process has one recorder, however many servers it tries.
pub fn install() {
    HANDLE.get_or_init(|| {
        let durations = Matcher::Suffix("_seconds".to_owned());
        let builder = PrometheusBuilder::new().set_buckets_for_metric(durations, &CLASSES);
        let recorder = builder.expect("the classes are not empty").build_recorder();
        let handle = recorder.handle();
        // Another recorder is set only by a program that embeds the server to count by itself.
        let _ = metrics::set_global_recorder(recorder);
        describe();
        handle
    });
}

fn describe() {
    metrics::describe_counter!("guichet_http_requests_total", "Requests answered");
    metrics::describe_histogram!(
        "guichet_http_request_seconds",
        "Time until the answer began"
    );
    metrics::describe_counter!(
        "guichet_sign_in_throttled_total",
        "Attempts to sign in refused"
    );
    metrics::describe_gauge!(
        "guichet_store_waiting",
        "Jobs waiting for the database, by queue"
    );
    metrics::describe_gauge!("guichet_live_listeners", "Open streams of live events");
}

/// Takes down what is read rather than counted.
pub fn observe(waiting: &Waiting, listeners: usize) {
    for (queue, length) in [
        ("write", waiting.write),
        ("read", waiting.read),
        ("report", waiting.report),
    ] {
        metrics::gauge!("guichet_store_waiting", "queue" => queue).set(length as f64);
    }
    metrics::gauge!("guichet_live_listeners").set(listeners as f64);
}

/// All figures as text.
pub fn render() -> String {
    HANDLE
        .get()
        .map(PrometheusHandle::render)
        .unwrap_or_default()
}

/// Drops what has been summed up; to be called now and then.
pub fn tidy() {
    if let Some(handle) = HANDLE.get() {
        handle.run_upkeep();
    }
}
