import type { Page } from 'playwright-core'

/** Comes in by an audit link and says who one is. `role` as the page words it; the person whom the link was sent to when left out. */
export async function comeIn(page: Page, link: string, somebody?: { name: string; role: string }): Promise<void> {
  await page.goto(link)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL('**/return/who')
  if (somebody) {
    const another = page.getByLabel('I am someone else')
    if ((await another.count()) > 0) await another.check()
    await page.getByLabel('Full name').fill(somebody.name)
    await page.getByLabel('Role', { exact: true }).selectOption({ label: somebody.role })
  } else {
    // A link of one's own asks only whether it is they.
    const [first] = await page.locator('main input[type=radio]').all()
    await first?.check()
  }
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL('**/return')
}

/** Types something fitting into every box of the section in the window: the best rating, and what else is asked. */
async function fillSection(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const boxes = [...document.querySelectorAll('main form [name]')]
    const seen = new Set()
    for (const box of boxes) {
      const name = box.name
      if (!/^a\\./.test(name)) continue
      if (box.type === 'radio') { if (!seen.has(name)) { seen.add(name); box.checked = true } }
      else if (box.type === 'checkbox') { if (!seen.has(name)) { seen.add(name); box.checked = true } }
      else if (box.tagName === 'TEXTAREA') box.value = box.value || 'We review this every term.'
      else if (box.tagName === 'SELECT') { if (!box.value) box.selectedIndex = 1 }
      else if (box.type === 'file' || box.type === 'hidden' || box.type === 'submit') continue
      else if (box.value) continue
      else if (/\\.day$/.test(name)) box.value = '2'
      else if (/\\.month$/.test(name)) box.value = '9'
      else if (/\\.year$/.test(name)) box.value = '2026'
      else if (/email/.test(name) || box.type === 'email') box.value = 'someone@school.example'
      else if (box.inputMode === 'numeric' || box.inputMode === 'decimal') box.value = '5'
      else box.value = 'Sam Okafor'
    }
  })()`)
}

/** Fills in a section, gives each list that cannot go without one its first row on the page of the list, and saves. */
export async function answerSection(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await fillSection(page)
  const empty = page.locator('main .app-group', { hasNotText: '(optional)' }).getByRole('button', { name: /^Add an? / })
  while ((await empty.count()) > 0) {
    await empty.first().click()
    await page.waitForURL('**/lists/*')
    await page.getByRole('button', { name: /^Add an? / }).click()
    await page.waitForURL('**/new')
    await fillSection(page)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForURL(url => url.pathname.includes('/lists/') && !url.pathname.endsWith('/new'))
    await page.goto(address)
    await fillSection(page)
  }
  // What is left leads on by itself once a list was the last of it.
  const save = page.getByRole('button', { name: 'Save and come back later' })
  if ((await save.count()) === 0) return
  await save.first().click()
  await page.waitForURL(/\/return(\?|$)/)
}
