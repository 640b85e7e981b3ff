import { expect, test } from '@jest/globals'
import { changed } from '../../../src/platform/db.ts'
import { inRollback, pageText } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { answer } from '../sampling/world.ts'
import { document, sampleOf } from './reviewed.ts'

const CURRENT = 'policies_child_protection_current'
const SUITE = 'policies_others'

test(
  'a document that can be shown stands in a frame beside the questions, any other is downloaded, and no other page may hold a frame',
  inRollback(async world => {
    const { browser, hrefs, members, partnershipId } = await sampleOf(world, ['on_time', 'on_time'])
    const area = `${hrefs[0]!}/areas/policies`
    const bare = await browser.get(area)
    expect(pageText(bare)).toContain('No documents have arrived yet.')
    expect(bare.text).not.toContain('<iframe')
    const { returnId } = members[0]!
    const sent = { returnId, partnershipId }
    await document(world, sent, { name: 'log.xlsx', mediaType: 'application/vnd.ms-excel', question: 'policies_evidence' })
    await document(world, sent, { name: 'training.pdf', mediaType: 'application/pdf', question: 'training_evidence' })
    await document(world, sent, { name: 'policy.pdf', mediaType: 'application/pdf', question: 'policies_evidence' })
    const page = await browser.get(area)
    const shown = (name: string) => new RegExp(`<a [^>]*href="([^"]*)" target="([^"]*)"[^>]*>${name}`, 'g')
    const [beside, alone] = [...page.text.matchAll(shown('policy.pdf'))].map(([, href, target]) => ({ href, target }))
    expect(beside).toEqual({ href: expect.stringMatching(/^\/returns\/\d+\/evidence\/\d+\/view\?frame=1$/), target: 'document' })
    expect(alone).toEqual({ href: beside!.href!.replace('?frame=1', ''), target: '_blank' })
    expect(pageText(page)).toContain('policy.pdf (opens in a new tab)')
    // The document of this area is shown first, though another came before it.
    expect(page.text).toContain(
      `<iframe class="app-reviewing__frame" name="document" title="The document that is shown" src="${beside!.href!}"`,
    )
    expect(page.text).not.toMatch(shown('log.xlsx'))
    expect(pageText(page)).toContain('log.xlsx can only be downloaded')
    expect(String(page.headers['content-security-policy'])).toContain("frame-src 'self'")
    expect(String((await browser.get(hrefs[0]!)).headers['content-security-policy'])).not.toContain('frame-src')
  }),
)

test(
  'the page says which questions are left, and its questions are headings and no landmarks',
  inRollback(async world => {
    const { browser, hrefs, returns } = await sampleOf(world, ['on_time'])
    await answer(world, returns[0]!, { [CURRENT]: 'yes' })
    const area = `${hrefs[0]!}/areas/policies`
    const page = await browser.get(area)
    expect(pageText(page)).toContain('14 questions have no verdict yet')
    expect(page.text).toContain(`href="#verdict-${CURRENT}">Go to the first without a verdict`)
    const [main = ''] = /<main[\s\S]*<\/main>/.exec(page.text) ?? []
    expect(main.match(/<h3[^>]*id="question-/g)).toHaveLength(14)
    expect(main.match(/<section|role="region"/g)).toBeNull()
    await submitForm(browser, page, { [`verdict.${CURRENT}`]: 'agrees' })
    const after = await browser.get(area)
    expect(pageText(after)).toContain('13 questions have no verdict yet')
    expect(after.text).not.toContain(`href="#verdict-${CURRENT}"`)
  }),
)

test(
  'a note on a small question is folded away until it is used or has to be mended',
  inRollback(async world => {
    const { browser, hrefs } = await sampleOf(world, ['on_time'])
    const area = `${hrefs[0]!}/areas/policies`
    const foldOf = (text: string) => /<details[^>]*>(?=(?:(?!<details)[\s\S])*id="note-policies_others")/.exec(text)?.[0]
    const page = await browser.get(area)
    expect(foldOf(page.text)).toBe('<details class="govuk-details app-fold">')
    const refused = await submitForm(browser, page, { [`note.${SUITE}`]: 'A note without a verdict' })
    expect(refused.status).toBe(422)
    expect(foldOf(refused.text)).toBe('<details class="govuk-details app-fold" open>')
    expect((await submitForm(browser, refused, { [`verdict.${SUITE}`]: 'shown' })).status).toBe(303)
    expect(foldOf((await browser.get(area)).text)).toBe('<details class="govuk-details app-fold" open>')
  }),
)

test(
  'a reviewer saves and goes on: to the same area of the next school, past those that are through or not theirs, and from the last to the first',
  inRollback(async world => {
    const { browser, reviewer, coordinator, hrefs, members, paths, partnershipId } = await sampleOf(world, Array(5).fill('on_time'), [
      'policies',
      'governors',
    ])
    const [, second, third, fourth] = members
    await changed(world.db, `update dip_sample_members set outcome = 'assured', outcome_by = 'Jo', outcome_at = now() where id = ?`, [
      second!.id,
    ])
    await changed(
      world.db,
      `insert into conflicts_of_interest (partnership_id, account_id, establishment_id, reason, declared_by) values (?, ?, ?, 'Governor', 'Jo')`,
      [partnershipId, reviewer.accountId, third!.establishmentId],
    )
    await changed(
      world.db,
      `insert into reviews (partnership_id, member_id, reading, account_id, reviewer_name, given_by) values (?, ?, 'first', ?, 'Priya', 'Priya')`,
      [partnershipId, fourth!.id, coordinator.accountId],
    )
    const governors = `${hrefs[0]!}/areas/governors`
    const page = await browser.get(governors)
    expect(pageText(page)).toContain(`The next establishment is ${members[4]!.establishmentName}.`)
    const onward = await submitForm(browser, page, { 'verdict.governors_annual_report': 'shown', intent: 'school' })
    expect(onward.headers.location).toBe(`${hrefs[4]!}/areas/governors`)
    expect(pageText(await browser.get(`${hrefs[4]!}/areas/governors`))).toContain(
      `1 verdict saved in Reporting to governors of ${members[0]!.establishmentName}.`,
    )
    const back = await submitForm(browser, await browser.get(governors), { 'verdict.governors_annual_report': '' })
    expect(pageText(await follow(browser, back))).toContain('1 verdict taken back in Reporting to governors.')
    const last = await browser.get(`${hrefs[4]!}/areas/policies`)
    expect((await submitForm(browser, last, { intent: 'school' })).headers.location).toBe(`${hrefs[0]!}/areas/policies`)

    // Whoever is through with one school begins the next with its first area.
    await changed(
      world.db,
      `insert into verdicts (partnership_id, member_id, return_id, question_key, verdict, reviewer_name)
       select :partnershipId, :memberId, :returnId, key, 'cannot_tell', 'Jo' from unnest(:keys::text[]) key on conflict do nothing`,
      { partnershipId, memberId: members[0]!.id, returnId: members[0]!.returnId, keys: await keysOf(browser, hrefs[0]!) },
    )
    const through = await submitForm(browser, await browser.get(governors), { intent: 'school' })
    expect(through.headers.location).toBe(`${hrefs[4]!}/areas/policies`)
    expect(paths).toHaveLength(5)
  }),
)

test(
  'where nobody is left to go on to, there is no button for it, and whoever presses it on an old page comes back to the establishment',
  inRollback(async world => {
    const { browser, hrefs } = await sampleOf(world, ['on_time'])
    const area = `${hrefs[0]!}/areas/policies`
    const page = await browser.get(area)
    expect(page.text).not.toContain('Save and go to the next establishment')
    expect((await submitForm(browser, page, { intent: 'school' })).headers.location).toBe(hrefs[0])
  }),
)

/** Every question that is asked in the two areas of a member. */
async function keysOf(browser: Awaited<ReturnType<typeof sampleOf>>['browser'], href: string): Promise<string[]> {
  const pages = [await browser.get(`${href}/areas/policies`), await browser.get(`${href}/areas/governors`)]
  return pages.flatMap(({ text }) => [...text.matchAll(/id="question-(\w+)"/g)].map(([, key = '']) => key))
}
