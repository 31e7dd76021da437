// Files: chosen in the portal, downloaded by an agent, pasted and dropped into a reply.
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { NEWEST } from "../pages/list.ts";

const LOG = Buffer.from("10:04 certificat refusé\n10:05 certificat refusé\n");

test("a file sent with a request reaches the agent byte by byte", async ({ desk, open }) => {
  const subject = desk.subject("Erreur au démarrage");
  const camille = await open(desk.requester, "/portal/new/incident");
  await camille.portal.describe("incident", subject, "Le journal est joint.");
  const chosen = camille.page.waitForEvent("filechooser");
  await camille.page.getByRole("button", { name: "Joindre un fichier" }).click();
  await (await chosen).setFiles({ name: "journal d’été.log", mimeType: "text/plain", buffer: LOG });
  await expect(camille.page.getByRole("button", { name: "Retirer journal d’été.log" })).toBeVisible();
  await camille.portal.send();
  await expect(camille.heading(subject)).toBeVisible();
  await expect(camille.portal.details.getByRole("link", { name: "journal d’été.log" })).toBeVisible();

  const ines = await open(desk.agent, NEWEST);
  await ines.list.openTicket(subject);
  const downloading = ines.page.waitForEvent("download");
  await ines.ticket.thread.getByRole("link", { name: "journal d’été.log" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("journal d’été.log");
  expect(readFileSync(await download.path())).toEqual(LOG);
});

test("files are pasted and dropped into a reply, and taken off again", async ({ desk, open }) => {
  const ticket = await desk.taken("Où est le guide ?");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.write("reply", "Voici le guide.");
  await hand(ines.ticket.text, "paste", "capture.png");
  await hand(ines.ticket.text, "drop", "guide.pdf");
  await hand(ines.ticket.text, "drop", "brouillon.txt");
  await ines.ticket.composer.getByRole("button", { name: "Retirer brouillon.txt" }).click();
  await expect(ines.ticket.composer.getByText("brouillon.txt")).toBeHidden();
  await expect(ines.ticket.composer.getByRole("button", { name: "Retirer guide.pdf" })).toBeVisible();
  await ines.ticket.send("reply");

  const message = ines.ticket.message("Voici le guide.");
  await expect(message.getByRole("link")).toHaveText([/^capture\.png/, /^guide\.pdf/]);

  const camille = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await expect(camille.portal.message("Voici le guide.").getByRole("link", { name: "guide.pdf" })).toBeVisible();
});

test("a file of a note is not found by the requester", async ({ desk, open }) => {
  const ticket = await desk.taken("Fuite de données");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.write("note", "Pour nous seulement.");
  await hand(ines.ticket.text, "drop", "enquête.txt");
  await expect(ines.ticket.composer.getByRole("button", { name: "Retirer enquête.txt" })).toBeVisible();
  await ines.ticket.send("note");
  const file = ines.ticket.message("Pour nous seulement.").getByRole("link", { name: "enquête.txt" });
  const address = await file.getAttribute("href");

  const camille = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await expect(camille.heading(ticket.subject)).toBeVisible();
  expect((await ines.page.request.get(address!)).status()).toBe(200);
  expect((await camille.page.request.get(address!)).status()).toBe(404);
});

/** Pastes or drops a small file. */
async function hand(target: Locator, by: "paste" | "drop", name: string): Promise<void> {
  await target.evaluate(
    (element, { by, name }) => {
      const carried = new DataTransfer();
      carried.items.add(new File([`content of ${name}`], name));
      const init = { bubbles: true, cancelable: true };
      const event =
        by === "paste"
          ? new ClipboardEvent("paste", { ...init, clipboardData: carried })
          : new DragEvent("drop", { ...init, dataTransfer: carried });
      element.dispatchEvent(event);
    },
    { by, name },
  );
}
