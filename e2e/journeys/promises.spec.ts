// What is promised: where it stands in the list, why it is due when it is, and what pauses it.
import { expect, test } from "../fixtures/test.ts";

test("the list stands by promise, the nearest due time first", async ({ demo, visit }) => {
  const nearest = await demo.first(demo.agent, "view=open&promise=on_track&sort=promise");
  const ines = await visit(demo.server, demo.agent, "/tickets?view=open&promise=on_track");
  await expect(ines.list.filters.getByRole("button", { name: "Grouper par engagement" })).toBeVisible();
  await expect(ines.list.group("on_track")).toBeVisible();
  await expect(ines.list.group("on_track").getByRole("row").nth(1)).toContainText(nearest.number);
  await expect(ines.list.clock(nearest.number)).toContainText(/\d+\s(min|h|j)/);
  await expect(ines.list.grid.getByRole("columnheader", { name: "Échéance" })).toHaveAttribute("aria-sort", "ascending");

  await ines.list.filters.getByRole("button", { name: "Retirer le filtre Engagement" }).click();
  await expect(ines.page).not.toHaveURL(/promise=/);
  await ines.list.grid.getByRole("columnheader", { name: "Activité" }).getByRole("button").click();
  await expect(ines.page).toHaveURL(/sort=-updated_at/);
});

test("broken promises have a view, and say how late they are", async ({ demo, visit }) => {
  const broken = await demo.first(demo.agent, "view=breached&sort=promise");
  const ines = await visit(demo.server, demo.agent, "/tickets?view=open");
  await ines.list.view("En dépassement").click();
  await expect(ines.heading("En dépassement")).toBeVisible();
  await expect(ines.list.clock(broken.number)).toContainText(/−\d+/);
  await ines.list.openTicket(broken.subject);
  await expect(ines.ticket.promises).toContainText("Échéance dépassée");
});

test("a clock explains why it is due when it is", async ({ desk, open }) => {
  const tag = `pourquoi${Date.now()}`;
  await desk.promise(tag, { first_response: 60, resolution: 480 });
  const ticket = await desk.tagged("Écran noir", tag);
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  const why = ines.ticket.why("resolution");
  await expect(why).toHaveAttribute("aria-expanded", "false");
  await expect(ines.ticket.promises).toContainText("sans interruption");
  await why.focus();
  await ines.page.keyboard.press("Enter");
  await expect(why).toHaveAttribute("aria-expanded", "true");
  await expect(ines.ticket.promises.getByText(/^Objectif de 8\sh, selon/)).toBeVisible();
  await expect(ines.ticket.promises.getByText(/Départ, objectif 8\sh/)).toBeVisible();

  await ines.ticket.reply("Débranchez l’écran une minute.");
  await expect(ines.ticket.promises.getByText(/^Tenue, objectif 1\sh/)).toBeVisible();
  // What is unfolded stays unfolded.
  await expect(why).toHaveAttribute("aria-expanded", "true");
  await why.click();
  await expect(ines.ticket.promises.getByText(/Départ, objectif 8\sh/)).toBeHidden();
});

test("a hold pauses the clock, in the ticket and in the list", async ({ desk, open }) => {
  const tag = `pause${Date.now()}`;
  await desk.promise(tag, { resolution: 480 });
  const ticket = await desk.tagged("Boîte pleine", tag);
  const list = await open(desk.expert, `/tickets?view=open&tag=${tag}`);
  await expect(list.list.group("on_track")).toContainText(ticket.number);
  await expect(list.list.clock(ticket.number)).toContainText("7 h 59");

  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await expect(ines.ticket.promises).toContainText(/Échéance (aujourd’hui|demain) à/);
  await ines.ticket.begin("hold");
  await ines.ticket.forms.hold("requester");
  await ines.ticket.forms.send("hold");
  await expect(ines.ticket.promises).toContainText(/En pause depuis .+, en attente du demandeur/);

  // The row changes where it stands; it moves when one asks for it.
  await expect(list.list.row(ticket.number)).toContainText("En pause Demandeur");
  await list.page.reload();
  await expect(list.list.group("paused")).toContainText(ticket.number);

  await ines.ticket.begin("resume");
  await expect(ines.ticket.promises).toContainText(/Échéance (aujourd’hui|demain) à/);
});

test("a ticket that goes to and fro shows its passages", async ({ desk, open }) => {
  const ticket = await desk.taken("Renvoi sur renvoi");
  const api = desk.api(desk.agent);
  const hand = { reason: "À voir", note: "Voir le journal du poste." };
  await api.deed(ticket.id, "escalate", { ...hand, level: "n2" });
  await api.deed(ticket.id, "deescalate", { ...hand, level: "n1" });
  await api.deed(ticket.id, "escalate", { ...hand, level: "n2" });
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  const history = ines.ticket.panel.getByRole("region", { name: "Historique" });
  await expect(history).toContainText("N1 → N2 → N1 → N2");
  await expect(history).toContainText("3 passages");
  await history.getByText("4 périodes").click();
  await expect(history.getByRole("list").first().getByRole("listitem")).toHaveCount(4);
});
