// No page has anything that axe objects to: in light, in dark, and at the width of a phone.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Account } from "../fixtures/desk.ts";
import { PHONE, expect, test } from "../fixtures/test.ts";

// axe takes its time, three times a page.
test.describe.configure({ mode: "parallel", timeout: 240_000 });

const WIDE = { width: 1440, height: 900 };

/** Looks at the page as it stands, in each theme and width. */
async function isAccessible(page: Page, what: string): Promise<void> {
  for (const [look, colorScheme, viewport] of [
    ["light", "light", WIDE],
    ["dark", "dark", WIDE],
    ["phone", "light", PHONE],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    await expect(page.getByRole("heading", { level: 1 }).filter({ visible: true }), what).toHaveCount(1);
    // What passes need not be written down, and there is no frame to look into.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);
    // Nothing but the colours changes with the theme.
    if (look === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
    // And nothing but the layout with the width; contrast is the one rule that takes long.
    if (look === "phone") axe.disableRules(["color-contrast"]);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n  ")}`);
    expect.soft(found, `${what}, ${look}`).toEqual([]);
  }
}

/** Whatever was asked of the server has come. */
async function isSettled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).filter({ visible: true })).toHaveCount(1);
  await expect(page.locator("main [aria-busy=true], main .sk")).toHaveCount(0);
}

const AGENT_PAGES = ["/tickets?view=mine", "/tickets?view=followed", "/tickets?view=open&q=introuvable", "/contacts", "/organizations", "/account", "/nowhere"];
const SETTINGS_PAGES = ["/settings/organization", "/settings/agents", "/settings/teams", "/settings/categories"];
const SERVICE_PAGES = ["/settings/sla", "/settings/calendars", "/settings/routing", "/settings/routing/rules", "/settings/routing/skills", "/settings/routing/agents", "/settings/absences"];
const EMAIL_PAGES = ["", "/sending", "/intake", "/satisfaction", "/templates", "/templates?kind=solution&language=fr", "/quarantine", "/outbox"].map((part) => `/settings/channels/email${part}`);
const PORTAL_PAGES = ["/portal", "/portal/new", "/portal/new/incident", "/portal/requests", "/portal/requests?state=closed", "/account"];

for (const [what, who, pages] of [
  ["workspace", "agent", AGENT_PAGES],
  ["settings of the desk", "admin", SETTINGS_PAGES],
  ["settings of the service", "admin", SERVICE_PAGES],
  ["settings of the mail", "admin", EMAIL_PAGES],
  ["portal", "requester", PORTAL_PAGES],
] as const) {
  test(`the pages of the ${what} have no violation`, async ({ demo, visit }) => {
    const screen = await visit(demo.server, demo[who], pages[0]!);
    for (const path of pages) {
      await screen.page.goto(path);
      await isSettled(screen.page);
      await isAccessible(screen.page, path);
    }
  });
}

test("the door has no violation", async ({ demo, startServer, visit }) => {
  const login = await visit(demo.server, null, "/login");
  await login.door.signIn("", "");
  await isAccessible(login.page, "login");
  await login.page.goto("/login?link=1");
  await isAccessible(login.page, "login by a link");
  for (const path of ["/rate/0.nothing", "/sign-in/0.nothing"]) {
    await login.page.goto(path);
    await isSettled(login.page);
    await isAccessible(login.page, path);
  }
  const setup = await visit(await startServer(), null, "/");
  await isAccessible(setup.page, "setup");
});

test("tickets have no violation, with their forms and menus open", async ({ demo, visit }) => {
  const numberOf = async (account: Account, query: string) => (await demo.first(account, query)).number;
  const diagnosed = await numberOf(demo.agent, "view=open&stage=diagnosis");
  const screen = await visit(demo.server, demo.agent, `/tickets/${diagnosed}`);
  await isSettled(screen.page);
  await isAccessible(screen.page, "an open ticket");
  for (const [key, form] of [["S", "solve"], ["e", "escalate"], ["w", "hold"]] as const) {
    await screen.page.setViewportSize(WIDE);
    await screen.page.keyboard.press(key);
    await expect(screen.ticket.forms.form(form)).toBeVisible();
    await isAccessible(screen.page, `the form ${form}`);
    await screen.page.keyboard.press("Escape");
  }
  for (const query of ["view=on_hold", "view=resolved", "view=closed"]) {
    await screen.page.goto(`/tickets/${await numberOf(demo.agent, query)}`);
    await isSettled(screen.page);
    await isAccessible(screen.page, `a ticket of ${query}`);
  }
});

test("people, organizations and requests one by one have no violation", async ({ demo, visit }) => {
  const { requester, organization } = (await demo.first(demo.agent, "view=open")) as unknown as {
    requester: { id: number };
    organization: { id: number };
  };
  const screen = await visit(demo.server, demo.admin, `/contacts/${requester.id}`);
  await isSettled(screen.page);
  await isAccessible(screen.page, "a person");
  await screen.page.goto(`/organizations/${organization.id}`);
  await isSettled(screen.page);
  await isAccessible(screen.page, "an organization");

  const portal = await visit(demo.server, demo.requester, "/portal");
  for (const query of ["view=requested&status=open", "view=requested&status=resolved", "view=requested&status=closed"]) {
    const { number } = await demo.first(demo.requester, query);
    await portal.page.goto(`/portal/requests/${number}`);
    await isSettled(portal.page);
    await isAccessible(portal.page, `a request of ${query}`);
  }
});

test("dialogs have no violation", async ({ demo, visit }) => {
  const screen = await visit(demo.server, demo.agent, "/tickets?view=mine&new=1");
  await expect(screen.dialog("Nouveau ticket")).toBeVisible();
  await isAccessible(screen.page, "a new ticket");
  await screen.page.goto("/tickets?view=mine");
  await isSettled(screen.page);
  await screen.page.keyboard.press("?");
  await expect(screen.dialog("Raccourcis clavier")).toBeVisible();
  await isAccessible(screen.page, "the keys");

  const admin = await visit(demo.server, demo.admin, "/settings/sla");
  await isSettled(admin.page);
  await admin.sla.breach("p1").selectOption("custom");
  await expect(admin.dialog("Actions, P1")).toBeVisible();
  await isAccessible(admin.page, "the actions of a priority");
  for (const [path, button] of [
    ["/settings/calendars", "Importer un fichier iCal"],
    ["/settings/routing/rules", "Nouvelle règle"],
    ["/settings/absences", "Nouvelle absence"],
    ["/settings/channels/email", "Nouvelle boîte"],
  ] as const) {
    await admin.page.goto(path);
    await isSettled(admin.page);
    await admin.page.setViewportSize(WIDE);
    await admin.page.getByRole("button", { name: button }).click();
    await expect(admin.dialog(button)).toBeVisible();
    await isAccessible(admin.page, button);
  }
});
