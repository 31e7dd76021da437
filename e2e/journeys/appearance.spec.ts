// Dark and light, wide and narrow.
import type { Page } from "@playwright/test";
import { PHONE, expect, test } from "../fixtures/test.ts";

/** How bright the page is, 0 to 255. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d")!;
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });
}

test("the dark theme is chosen in the menu and outlives a reload", async ({ desk, open }) => {
  const ines = await open(desk.agent, "/tickets?view=open", { colorScheme: "light" });
  await expect(ines.list.views).toBeVisible();
  expect(await brightness(ines.page)).toBeGreaterThan(200);
  await ines.account("Sombre");
  await expect(ines.page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await brightness(ines.page)).toBeLessThan(60);
  await ines.page.reload();
  await expect(ines.list.views).toBeVisible();
  expect(await brightness(ines.page)).toBeLessThan(60);
});

test("without a choice the theme is the system's", async ({ desk, open }) => {
  const camille = await open(desk.requester, "/portal", { colorScheme: "dark" });
  await expect(camille.heading(/Bonjour Camille/)).toBeVisible();
  expect(await brightness(camille.page)).toBeLessThan(60);
  await camille.page.emulateMedia({ colorScheme: "light" });
  expect(await brightness(camille.page)).toBeGreaterThan(200);
});

test("on a phone an agent goes from the list to a ticket and answers it", async ({ desk, open }) => {
  const ticket = await desk.qualified("Tablette bloquée");
  const ines = await open(desk.agent, "/tickets?view=open&group=none", { viewport: PHONE });
  await ines.list.openTicket(ticket.subject);
  await expect(ines.ticket.subject(ticket.subject)).toBeVisible();
  await expect(ines.ticket.panel).toBeHidden();
  await ines.ticket.text.fill("Éteignez-la dix secondes.");
  await ines.ticket.send("reply");
  await expect(ines.ticket.message("Éteignez-la dix secondes.")).toBeVisible();

  await ines.page.getByRole("tab", { name: "Détails" }).click();
  await expect(ines.ticket.panel).toBeVisible();
  await expect(ines.ticket.thread).toBeHidden();
  await ines.page.getByRole("tab", { name: "Conversation" }).click();

  await ines.page.getByRole("button", { name: /^Diagnostic/ }).click();
  await ines.ticket.forms.diagnose("Mémoire pleine", "Plus de place.");
  await ines.ticket.forms.send("diagnose");
  await ines.page.getByRole("link", { name: "Retour à la liste" }).filter({ visible: true }).click();
  await expect(ines.heading("Tous les ouverts")).toBeVisible();
});

test("on a phone a requester asks and follows from the bottom bar", async ({ desk, open }) => {
  const subject = desk.subject("Mon téléphone ne sonne plus");
  const camille = await open(desk.requester, "/portal", { viewport: PHONE });
  const bar = camille.page.getByRole("navigation", { name: "Raccourcis" });
  await bar.getByRole("link", { name: "Nouvelle" }).click();
  await camille.portal.card("incident").click();
  await camille.portal.describe("incident", subject, "Aucun son.");
  await camille.portal.send();
  await expect(camille.heading(subject)).toBeVisible();
  await bar.getByRole("link", { name: "Demandes" }).click();
  await camille.portal.request(subject).click();
  await camille.portal.reply("Même après un redémarrage.");
});

test("no page is wider than the narrowest screen", async ({ desk, open }) => {
  const ticket = await desk.qualified("Un objet assez long pour devoir passer à la ligne sur un petit écran");
  const narrow = { viewport: { width: 360, height: 740 } };
  const visits = [
    { person: desk.admin, paths: ["/tickets?view=open", `/tickets/${ticket.number}`, "/contacts", "/settings/organization", "/settings/teams", "/settings/categories", "/account"] },
    { person: desk.requester, paths: ["/portal", "/portal/new/incident", "/portal/requests", `/portal/requests/${ticket.number}`] },
  ];
  for (const { person, paths } of visits) {
    const screen = await open(person, paths[0]!, narrow);
    for (const path of paths) {
      await screen.page.goto(path);
      await expect(screen.page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await expect(screen.page.getByRole("main").locator("[aria-busy=true]")).toHaveCount(0);
      const beyond = await screen.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond, path).toBeLessThanOrEqual(0);
    }
  }
});
