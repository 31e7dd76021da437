// Fields that take more than one gesture.
import { type Locator, expect } from "@playwright/test";

/** Searches in a combobox and takes the choice with this name. */
export async function choose(within: Locator, label: string, name: string): Promise<void> {
  const field = within.getByRole("combobox", { name: label, exact: true });
  await field.fill(name);
  await within.getByRole("listbox").getByRole("option", { name }).first().click();
}

/** Takes the line of a native list that begins with this name. */
export async function pick(list: Locator, name: string): Promise<void> {
  const line = list.getByRole("option", { name: new RegExp(`^${name}`) });
  await expect(line).toBeAttached();
  await list.selectOption(await line.getAttribute("value"));
}

/** Takes one of a few choices side by side. */
export async function press(within: Locator, group: string, name: string): Promise<void> {
  const choice = within.getByRole("group", { name: group, exact: true }).getByRole("button", { name, exact: true });
  await choice.click();
  await expect(choice).toHaveAttribute("aria-pressed", "true");
}
