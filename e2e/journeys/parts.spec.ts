// A page whose code cannot be fetched says so, and comes when it can.
import { sessionOf } from "../fixtures/api.ts";
import { expect, test } from "../fixtures/test.ts";
import { Screen } from "../pages/screen.ts";
import { words } from "../fixtures/words.ts";

test("a page that could not be fetched is fetched on the next try", async ({ desk, browser }) => {
  const subject = (await desk.taken("Réseau coupé")).subject;
  // A browser of its own: what it writes to its console here is no fault.
  const context = await browser.newContext({ baseURL: desk.server.url });
  const session = { name: "guichet", value: await sessionOf(desk.server, desk.agent), url: desk.server.url };
  await context.addCookies([session]);
  const page = await context.newPage();
  await page.route("**/assets/workspace-*", (route) => route.abort());
  await page.goto("/tickets?view=mine");
  const { list, ticket } = new Screen(page, words.fr);
  await list.openTicket(subject);
  const failure = page.getByRole("alert").filter({ hasText: "pas répondu" });
  await expect(failure).toBeVisible();
  await page.unroute("**/assets/workspace-*");
  await failure.getByRole("button").click();
  await expect(ticket.subject(subject)).toBeVisible();
  await context.close();
});
