// Pictures of the main pages for the README and for comparing by eye. They are drawn anew only on
// demand: GUICHET_E2E_SCREENS=1.
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { PHONE, expect, test } from "../fixtures/test.ts";

const FOLDER = join(import.meta.dirname, "../screens");
const WIDE = { width: 1440, height: 900 };
const LOOKS = [
  { look: "light", colorScheme: "light", viewport: WIDE },
  { look: "dark", colorScheme: "dark", viewport: WIDE },
  { look: "phone", colorScheme: "light", viewport: PHONE },
] as const;

async function picture(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).filter({ visible: true })).toHaveCount(1);
  await expect(page.locator("main [aria-busy=true], main .sk")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
}

for (const { look, ...appearance } of LOOKS) {
  test(`the main pages, ${look}`, async ({ demo, visit }) => {
    test.setTimeout(180_000);
    const looks = { reducedMotion: "reduce", ...appearance } as const;
    const door = await visit(demo.server, null, "/login", looks);
    await picture(door.page, `login-${look}`);

    const ticket = await demo.first(demo.agent, "view=open&stage=resolution&level=n2&sort=priority");
    const agent = await visit(demo.server, demo.agent, "/tickets?view=open", looks);
    await picture(agent.page, `tickets-${look}`);
    await agent.page.goto(`/tickets/${ticket.number}`);
    await picture(agent.page, `ticket-${look}`);
    await agent.page.goto("/tickets?view=open&new=1");
    await expect(agent.dialog("Nouveau ticket")).toBeVisible();
    await picture(agent.page, `new-ticket-${look}`);
    await agent.page.goto("/contacts");
    await picture(agent.page, `people-${look}`);

    const admin = await visit(demo.server, demo.admin, "/settings/organization", looks);
    await picture(admin.page, `settings-${look}`);
    await admin.page.goto("/settings/sla");
    await picture(admin.page, `settings-sla-${look}`);
    await admin.page.goto("/settings/calendars");
    await picture(admin.page, `settings-calendars-${look}`);
    await admin.page.goto("/settings/routing/agents");
    await picture(admin.page, `settings-routing-${look}`);

    const request = await demo.first(demo.requester, "view=requested&status=resolved");
    const portal = await visit(demo.server, demo.requester, "/portal", looks);
    await picture(portal.page, `portal-${look}`);
    await portal.page.goto(`/portal/requests/${request.number}`);
    await picture(portal.page, `portal-request-${look}`);
  });
}
