//! One application for a whole test, what is asked of it and what it answers.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::test::{self, TestRequest};
use guichet_api::app;
use guichet_api::door::Door;
use serde_json::Value;

type Answering = Pin<Box<dyn Future<Output = Answer>>>;

/// Answers requests.
pub type Serve = Box<dyn Fn(TestRequest) -> Answering>;

/// Builds the application once: it is what takes time.
pub async fn serve(door: Arc<Door>) -> Serve {
    let app = Rc::new(test::init_service(app::build(door)).await);
    Box::new(move |request| {
        let app = Rc::clone(&app);
        Box::pin(
            async move { Answer::of(test::call_service(&*app, request.to_request()).await).await },
        )
    })
}

/// An answer, read whole; of a stream only the beginning.
pub struct Answer {
    pub status: u16,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    async fn of<B: MessageBody>(response: ServiceResponse<B>) -> Self {
        let status = response.status().as_u16();
        let headers: HashMap<String, String> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let endless = headers.get("content-type").map(String::as_str) == Some("text/event-stream");
        let body = match endless {
            true => Vec::new(),
            false => test::read_body(response).await.to_vec(),
        };
        Self {
            status,
            headers,
            body,
        }
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// The code of a problem; nothing where it is none.
    pub fn code(&self) -> String {
        match self.header("content-type") {
            "application/problem+json" => self.json()["code"].as_str().unwrap().to_owned(),
            _ => String::new(),
        }
    }

    /// A problem without what differs from one answer to the next.
    pub fn problem_alike(&self) -> Value {
        let mut problem = self.json();
        problem.as_object_mut().unwrap().remove("request_id");
        problem
    }
}

pub fn request(method: &str, path: &str) -> TestRequest {
    TestRequest::default()
        .method(method.parse().unwrap())
        .uri(path)
        .peer_addr("203.0.113.7:4000".parse().unwrap())
}

pub fn get(path: &str) -> TestRequest {
    request("GET", path)
}

pub fn post(path: &str, body: &Value) -> TestRequest {
    request("POST", path).set_json(body)
}

pub fn patch(path: &str, body: &Value) -> TestRequest {
    request("PATCH", path).set_json(body)
}
