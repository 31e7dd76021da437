//! Business calendars.

use guichet_contract::calendar::{
    Calendar, CalendarPatch, ClosedDay, NewCalendar, ReadDays, ReadIcal, YearQuery,
};
use guichet_contract::domain::ids::CalendarId;
use guichet_contract::page::Page;

use crate::{Client, Method, Request, Result};

impl Client {
    /// `GET /calendars`, by name.
    pub async fn calendars(&self) -> Result<Page<Calendar>> {
        self.send(Request::get("/calendars")).await
    }

    /// `GET /calendars/{id}`
    pub async fn calendar(&self, id: CalendarId) -> Result<Calendar> {
        self.send(Request::get(format!("/calendars/{id}"))).await
    }

    /// `POST /calendars`
    pub async fn create_calendar(&self, calendar: &NewCalendar) -> Result<Calendar> {
        self.send(Request::new(Method::Post, "/calendars").with(calendar)?)
            .await
    }

    /// `PATCH /calendars/{id}`, if `version` still stands.
    pub async fn change_calendar(
        &self,
        id: CalendarId,
        version: i64,
        patch: &CalendarPatch,
    ) -> Result<Calendar> {
        let request = Request::new(Method::Patch, format!("/calendars/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `DELETE /calendars/{id}`, if `version` still stands and nothing counts by it.
    pub async fn delete_calendar(&self, id: CalendarId, version: i64) -> Result<()> {
        let request = Request::new(Method::Delete, format!("/calendars/{id}"));
        self.send_for_nothing(request.if_version(version)).await
    }

    /// `GET /calendars/{id}/closed_days`
    pub async fn closed_days(&self, id: CalendarId, year: i32) -> Result<Page<ClosedDay>> {
        let request = Request::get(format!("/calendars/{id}/closed_days"));
        self.send(request.query(&YearQuery { year })?).await
    }

    /// `POST /calendars/read_ical`: the days of a file; nothing is kept.
    pub async fn read_ical(&self, text: &str) -> Result<ReadDays> {
        let body = ReadIcal {
            text: text.to_owned(),
        };
        self.send(Request::new(Method::Post, "/calendars/read_ical").with(&body)?)
            .await
    }
}
