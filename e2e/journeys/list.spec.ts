// The list: its address says what it shows, and a selection is dealt with at once.
import { expect, test } from "../fixtures/test.ts";

test("filters and order stand in the address, and Back returns to where one was", async ({ desk, open }) => {
  const asker = await desk.enter({ name: "Agathe Roche" });
  const ticket = await desk.qualified("Panne filtrée", desk.agent, asker);
  const waiting = await desk.request("Panne sans étape", {}, asker);
  const ines = await open(desk.agent, `/tickets?view=open&requester_id=${asker.id}`);
  await expect(ines.list.row(waiting.subject)).toBeVisible();
  await ines.list.filters.getByRole("button", { name: /^Filtrer/ }).click();
  const panel = ines.page.getByRole("group", { name: "Filtres" });
  await panel.getByRole("checkbox", { name: "Diagnostic" }).check();
  await expect(ines.page).toHaveURL(/stage=diagnosis/);
  await ines.page.keyboard.press("Escape");
  await expect(ines.list.row(waiting.subject)).toBeHidden();

  await ines.list.openTicket(ticket.subject);
  await expect(ines.ticket.subject(ticket.subject)).toBeVisible();
  await ines.page.goBack();
  await expect(ines.page).toHaveURL(/stage=diagnosis/);
  await expect(ines.list.row(ticket.subject)).toBeVisible();
  await ines.list.filters.getByRole("button", { name: "Retirer le filtre Étape" }).click();
  await expect(ines.list.row(waiting.subject)).toBeVisible();
});

test("a search finds by words and says so when there is nothing", async ({ desk, open }) => {
  const asker = await desk.enter({ name: "Bastien Roux" });
  const ticket = await desk.request("Projecteur clignotant", {}, asker);
  const other = await desk.request("Imprimante muette", {}, asker);
  const ines = await open(desk.agent, `/tickets?view=open&requester_id=${asker.id}`);
  await expect(ines.list.row(other.subject)).toBeVisible();
  await ines.list.search.fill(ticket.subject);
  await expect(ines.list.row(ticket.subject)).toBeVisible();
  await expect(ines.list.row(other.subject)).toBeHidden();
  await ines.list.search.fill("zzzz introuvable");
  await expect(ines.page.getByText("Aucun ticket pour « zzzz introuvable »")).toBeVisible();
});

test("several tickets are assigned at once, and given back", async ({ desk, open }) => {
  const first = await desk.request("Lot un");
  const second = await desk.request("Lot deux");
  const ines = await open(desk.agent, "/tickets?view=open&group=none&sort=-created_at");
  await ines.list.select(first.number);
  await ines.list.select(second.number);
  await ines.list.bulk.getByRole("button", { name: "Assigner", exact: true }).click();
  const dialog = ines.dialog("Assigner 2 tickets");
  await dialog.getByRole("combobox", { name: "Agent" }).fill("Karim");
  await dialog.getByRole("option", { name: "Karim Benali" }).click();
  await dialog.getByRole("button", { name: "Assigner", exact: true }).click();
  await ines.says("2 tickets assignés à Karim Benali");
  await expect(ines.list.row(first.subject).getByRole("img", { name: "Karim Benali" })).toBeVisible();
  expect((await desk.api().ticket(second.id)).assignee?.name).toBe("Karim Benali");

  await ines.page.getByRole("button", { name: /^Annuler/ }).click();
  await ines.says("Affectation rétablie");
  await expect(ines.list.row(first.subject).getByRole("img", { name: "Non assigné" })).toBeVisible();
  expect((await desk.api().ticket(second.id)).assignee).toBeNull();
});

test("a long list is loaded while one scrolls, each ticket once", async ({ desk, open }) => {
  const tag = `long${Date.now()}`;
  const agent = desk.api(desk.agent);
  const body = "Une parmi d’autres.";
  const made = Array.from({ length: 60 }, (_, place) =>
    agent.create({ subject: `Série ${String(place).padStart(2, "0")}`, body, requester_id: desk.requester.id, tags: [tag] }),
  );
  await Promise.all(made);
  const ines = await open(desk.agent, `/tickets?view=open&tag=${tag}&group=none&sort=created_at`);
  await expect(ines.list.grid).toBeVisible();
  const seen = new Set<string>();
  await expect(async () => {
    for (const row of await ines.list.grid.getByRole("link").allTextContents()) seen.add(row);
    await ines.list.grid.evaluate((grid) => grid.scrollBy(0, 600));
    expect(seen.size).toBe(60);
  }).toPass();
  await expect(ines.page.getByText("60 tickets")).toBeVisible();
});
