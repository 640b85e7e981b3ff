import { verdictsOf } from '../../../src/features/verdicts/index.ts'
import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText, type Browser } from '../../support/app.ts'
import { answer, drawn, fieldsOf } from '../sampling/world.ts'

const CURRENT = 'policies_child_protection_current'
const BEHAVIOUR = 'policies_staff_code'

test(
  'a reviewer reads what was said beside the evidence, and records what it shows',
  inRollback(async world => {
    const { actor, returns, href, members } = await drawn(world, ['on_time'], { method: 'all' })
    await answer(world, returns[0]!, { [CURRENT]: 'yes' })
    const reviewer = await world.make.staffActor(actor.partnershipId, 'reviewer')
    const browser = await world.staff(reviewer.accountId)
    const memberId = members[0]!.id
    const area = `${href}/members/${memberId}/areas/policies`
    const page = await browser.get(area)
    expect(heading(page)).toBe('Safeguarding policies')
    expect(pageText(page)).toMatch(/up to date with this September's guidance\? .* What the establishment said Yes/)
    const fields = fieldsOf(page.text, area)
    const halfDone = await browser.post(area, {
      ...fields,
      [`verdict.${CURRENT}`]: 'agrees',
      [`note.${CURRENT}`]: 'Dated September',
      [`note.${BEHAVIOUR}`]: 'A note without a verdict',
    })
    expect(halfDone.status).toBe(422)
    expect(pageText(halfDone)).toContain('Choose a verdict to go with your note')
    expect(halfDone.text).toContain('A note without a verdict')
    expect((await verdictsOf(world.db, actor.partnershipId, memberId)).find(({ questionKey }) => questionKey === CURRENT)).toMatchObject({
      verdict: 'agrees',
      note: 'Dated September',
    })
    const saved = await browser.post(area, {
      ...fieldsOf(halfDone.text, area),
      [`verdict.${CURRENT}`]: 'agrees',
      [`note.${CURRENT}`]: 'Dated September',
      intent: 'next',
    })
    expect(saved.headers.location).toBe(`${href}/members/${memberId}/areas/governors`)
    expect(pageText(await browser.get(`${href}/members/${memberId}`))).toContain('Safeguarding policies 1 of 14 reviewed')
  }),
)

test(
  'when two reviewers differ, the second sees both and decides',
  inRollback(async world => {
    const { actor, browser, returns, href, members } = await drawn(world, ['on_time'], { method: 'all' })
    await answer(world, returns[0]!, { [CURRENT]: 'yes' })
    const other = await world.staff((await world.make.staffActor(actor.partnershipId, 'reviewer')).accountId)
    const memberId = members[0]!.id
    const area = `${href}/members/${memberId}/areas/policies`
    const record = (who: Browser, html: string, verdict: string, note: string) =>
      who.post(area, {
        ...fieldsOf(html, area),
        [`verdict.${CURRENT}`]: verdict,
        [`direction.${CURRENT}`]: 'over',
        [`note.${CURRENT}`]: note,
      })
    const opened = (await browser.get(area)).text
    expect((await record(other, opened, 'agrees', 'On the website')).status).toBe(303)
    const clash = await record(browser, opened, 'partly', 'Last year’s')
    expect(clash.status).toBe(409)
    expect(pageText(clash)).toContain('recorded “Agrees” at')
    expect(pageText(clash)).toContain('On the website')
    expect(clash.text).toContain('Last year’s')
    expect((await verdictsOf(world.db, actor.partnershipId, memberId)).find(({ questionKey }) => questionKey === CURRENT)).toMatchObject({
      verdict: 'agrees',
    })
    expect((await record(browser, clash.text, 'partly', 'Last year’s')).status).toBe(303)
    expect((await verdictsOf(world.db, actor.partnershipId, memberId)).find(({ questionKey }) => questionKey === CURRENT)).toMatchObject({
      verdict: 'partly',
      version: 2,
    })
  }),
)

test(
  'an establishment that answered nothing is reviewed by its documents, gets its outcome, and is told',
  inRollback(async world => {
    const { browser, href, members } = await drawn(world, ['outstanding'], { base: 'outstanding', method: 'all' })
    const here = `${href}/members/${members[0]!.id}`
    expect(pageText(await browser.get(`${here}/areas/policies`))).toContain(
      'This establishment has answered nothing here. Say what the documents show by themselves.',
    )
    expect((await browser.get(`${here}/message`)).status).toBe(409)
    const blank = await browser.post(`${here}/outcome`, { version: '1', note: '  ' })
    expect(blank.status).toBe(422)
    expect(pageText(blank)).toContain('Choose the outcome')
    expect(pageText(blank)).toContain('Write what the establishment should know')
    const note = 'The policy is current.'
    // Nothing was reviewed yet, so there is nothing to conclude from; and what stays without a verdict has to be said.
    const unreviewed = await browser.post(`${here}/outcome`, { version: '1', outcome: 'assured', note })
    expect(unreviewed.status).toBe(422)
    expect(pageText(unreviewed)).toContain('Give a verdict on at least one question first')
    expect(unreviewed.text).toContain(note)
    const area = `${here}/areas/policies`
    const reviewed = await browser.post(area, { ...fieldsOf((await browser.get(area)).text, area), [`verdict.${CURRENT}`]: 'shown' })
    expect(reviewed.status).toBe(303)
    const some = await browser.post(`${here}/outcome`, { version: '1', outcome: 'assured', note })
    expect(some.status).toBe(422)
    expect(pageText(some)).toContain('have no verdict: say that this is all you can conclude from')
    expect((await browser.post(`${here}/outcome`, { version: '1', outcome: 'assured', note, partial: 'yes' })).status).toBe(303)
    const stale = await browser.post(`${here}/outcome`, { version: '1', outcome: 'not_assured', note: 'Mine', partial: 'yes' })
    expect(stale.status).toBe(409)
    expect(pageText(stale)).toContain('recorded “Assured”')
    expect(stale.text).toContain('Mine')
    const letter = await browser.get(`${here}/message`)
    expect(pageText(letter)).toContain('The outcome is: assured.')
    expect((await browser.post(`${here}/message`, fieldsOf(letter.text, `${here}/message`))).status).toBe(303)
    expect(pageText(await browser.get(here))).toContain('1 letter is kept here, not sent.')
  }),
)

test(
  'a verdict says which way the answer is out, can be taken back, and says when the answer has changed since',
  inRollback(async world => {
    const { actor, browser, returns, href, members } = await drawn(world, ['on_time'], { method: 'all' })
    await answer(world, returns[0]!, { [BEHAVIOUR]: 'partly' })
    const member = `${href}/members/${members[0]!.id}`
    const area = `${member}/areas/policies`
    const send = async (fields: Record<string, string>) =>
      browser.post(area, { ...fieldsOf((await browser.get(area)).text, area), ...fields })
    const kept = async () =>
      (await verdictsOf(world.db, actor.partnershipId, members[0]!.id)).find(({ questionKey }) => questionKey === BEHAVIOUR)

    const undirected = await send({ [`verdict.${BEHAVIOUR}`]: 'partly', [`note.${BEHAVIOUR}`]: 'Half of it' })
    expect(undirected.status).toBe(422)
    expect(pageText(undirected)).toContain('Say whether the answer is over-rated or under-rated')
    expect(undirected.text).toContain('Half of it')
    expect(await kept()).toBeUndefined()

    const quote = '“Reviewed each September”'
    await send({ [`verdict.${BEHAVIOUR}`]: 'partly', [`direction.${BEHAVIOUR}`]: 'under', [`quote.${BEHAVIOUR}`]: quote })
    expect(await kept()).toMatchObject({ verdict: 'partly', direction: 'under', quote, aboutAnswer: 'partly', reading: 'first' })
    expect(pageText(await browser.get(member))).toContain('So far: partly agrees, under-rated 1.')

    await world.db.raw(`update responses set answer = '"not_met"', version = version + 1 where return_id = ? and question_key = ?`, [
      returns[0]!.id,
      BEHAVIOUR,
    ])
    expect(pageText(await browser.get(area))).toContain('The answer has changed since this verdict was given. It was: Partly met')

    // Field F49.
    expect((await send({ [`verdict.${BEHAVIOUR}`]: '', [`note.${BEHAVIOUR}`]: '', [`quote.${BEHAVIOUR}`]: '' })).status).toBe(303)
    expect(await kept()).toBeUndefined()
    expect(pageText(await browser.get(member))).toContain('Safeguarding policies 0 of 14 reviewed')
  }),
)

test(
  'a verdict on what was answered, or is asked, no longer is not saved, and what was typed is still there',
  inRollback(async world => {
    const { actor, browser, returns, href, members } = await drawn(world, ['on_time'], { method: 'all' })
    await answer(world, returns[0]!, { [CURRENT]: 'yes' })
    const area = `${href}/members/${members[0]!.id}/areas/policies`
    const fields = fieldsOf((await browser.get(area)).text, area)
    await world.db.raw(`delete from responses where return_id = ? and question_key = ?`, [returns[0]!.id, CURRENT])
    const sent = await browser.post(area, {
      ...fields,
      [`verdict.${CURRENT}`]: 'agrees',
      [`note.${CURRENT}`]: 'As they say',
      'version.not_asked': '0',
      'verdict.not_asked': 'agrees',
      'note.not_asked': 'Was asked before',
    })
    expect(sent.status).toBe(409)
    expect(pageText(sent)).toContain('The answer has changed since you opened the page: choose again on')
    expect(sent.text).toContain('As they say')
    expect(pageText(sent)).toContain('Agrees · Was asked before')
    expect(await verdictsOf(world.db, actor.partnershipId, members[0]!.id)).toEqual([])
  }),
)

test(
  '“No evidence received” is not said of whom nobody asked for any; once it was asked, it can be',
  inRollback(async world => {
    const { browser, href, members } = await drawn(world, ['on_time'], { method: 'all' })
    const here = `${href}/members/${members[0]!.id}`
    expect(pageText(await browser.get(here))).toContain('None: it has not been asked for any yet.')
    const offered = async () => (await browser.get(`${here}/outcome`)).text.includes('value="no_evidence"')
    expect(await offered()).toBe(false)
    const given = { version: '1', outcome: 'no_evidence', note: 'Nothing came.' }
    const refused = await browser.post(`${here}/outcome`, given)
    expect(refused.status).toBe(422)
    expect(pageText(refused)).toContain('This establishment has not been asked for evidence in this sample, so none is missing')
    expect(refused.text).toContain('Nothing came.')
    await world.db.raw(
      `update dip_sample_members set requested_at = now(), request_due_at = now() + interval '9 days', requests = 1 where id = ?`,
      [members[0]!.id],
    )
    expect(await offered()).toBe(true)
    expect((await browser.post(`${here}/outcome`, given)).status).toBe(303)
  }),
)
