import { expect, test } from '@jest/globals'
import { changed, rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { sampleOf } from './reviewed.ts'

const NOTE = 'The training log has everybody but the three who joined in January.'
const on = (day: string, month: string, year: string) => ({ 'on-day': day, 'on-month': month, 'on-year': year })

test(
  'a visit is recorded once, read as the copy that is left, mended with what it said before kept, removed and brought back',
  inRollback(async world => {
    const { browser, hrefs, reviewer, partnershipId, members } = await sampleOf(world, ['on_time'])
    const here = hrefs[0]!
    expect(pageText(await browser.get(here))).toContain('Visits None is recorded. Record a visit')
    const form = await browser.get(`${here}/visits/new`)
    // Who records it most often visited.
    expect(form.text).toContain(`value="${reviewer.name}"`)
    const sent = { ...on('9', '11', '2026'), met: 'Priya Nair, DSL', seen: NOTE, copyLeftWith: 'Priya Nair' }
    const saved = await submitForm(browser, form, sent)
    expect((await submitForm(browser, form, sent)).headers.location).toBe(saved.headers.location)
    const note = await follow(browser, saved)
    expect(heading(note)).toBe('Visit on Monday 9 November 2026')
    for (const part of [members[0]!.establishmentName, NOTE, 'They met Priya Nair, DSL', 'A copy was left with Priya Nair'])
      expect(pageText(note)).toContain(part)
    expect(note.text).toContain('data-print')

    const href = String(saved.headers.location)
    const mended = await submitForm(browser, await browser.get(`${href}/change`), { seen: `${NOTE} It was mended.`, copyLeftWith: '' })
    expect(pageText(await follow(browser, mended))).toContain('A copy was left with Nobody')
    expect(pageText(await browser.get(here))).toContain(`Monday 9 November 2026 ${reviewer.name}. No copy was left.`)

    const removal = await browser.get(`${href}/remove`)
    expect(pageText(removal)).toContain('Is the visit on Monday 9 November 2026 the one to remove?')
    expect((await submitForm(browser, removal)).status).toBe(303)
    const without = await browser.get(here)
    expect(pageText(without)).toContain('None is recorded')
    expect(pageText(await browser.get(href))).toContain('It is no part of the review.')
    expect((await submitForm(browser, without, {}, { which: '/restore' })).status).toBe(303)
    expect((await submitForm(browser, without, {}, { which: '/restore' })).status).toBe(303)
    expect(pageText(await browser.get(here))).not.toContain('None is recorded')

    const told = await rows<{ verb: string; seen: string; before: string | null }>(
      world.db,
      `select verb, details ->> 'seen' as seen, details -> 'before' ->> 'seen' as before from events
       where partnership_id = ? and verb like 'visit.%' order by id`,
      [partnershipId],
    )
    const after = `${NOTE} It was mended.`
    expect(told).toEqual([
      { verb: 'visit.recorded', seen: NOTE, before: null },
      { verb: 'visit.changed', seen: after, before: NOTE },
      { verb: 'visit.removed', seen: after, before: null },
      { verb: 'visit.restored', seen: after, before: null },
    ])
  }),
)

test(
  'a visit in the future, of another age, without words or without end is told at its box, and nothing typed is lost',
  inRollback(async world => {
    const { browser, hrefs } = await sampleOf(world, ['on_time'])
    const form = await browser.get(`${hrefs[0]!}/visits/new`)
    const year = new Date().getUTCFullYear() + 1
    const faults: [Record<string, string>, string][] = [
      [on('3', '12', String(year)), `The date of the visit is in the future: `],
      [on('31', '2', '2026'), 'The date of the visit must be a real date'],
      [on('9', '11', '26'), 'The date of the visit: the year must have 4 numbers'],
      [on('9', '11', '1926'), 'or later: the sample was drawn on'],
      [on('', '', ''), 'Enter the date of the visit'],
      [{ ...on('9', '11', '2026'), visitors: ' ' }, 'Enter who visited'],
      [{ ...on('9', '11', '2026'), seen: '' }, 'Write what was seen'],
      [{ ...on('9', '11', '2026'), seen: 'Seen. '.repeat(2000) }, 'What was seen must be 10,000 characters or fewer'],
      [{ ...on('9', '11', '2026'), met: 'x'.repeat(501) }, 'Who they met must be 500 characters or fewer'],
    ]
    for (const [fields, message] of faults) {
      const answer = await submitForm(browser, form, { seen: NOTE, met: 'The chair', ...fields })
      expect([answer.status, message, pageText(answer).includes(message)]).toEqual([422, message, true])
      for (const value of Object.values({ met: 'The chair', ...fields })) expect(answer.text).toContain(value.trim())
    }
    expect(await rows(world.db, 'select 1 from visits')).toEqual([])
  }),
)

test(
  'two people who mend a note at once never overwrite each other, and a note that was removed meanwhile is not written to',
  inRollback(async world => {
    const { browser, hrefs, partnershipId } = await sampleOf(world, ['on_time'])
    const saved = await submitForm(browser, await browser.get(`${hrefs[0]!}/visits/new`), { ...on('9', '11', '2026'), seen: NOTE })
    const href = String(saved.headers.location)
    const colleague = await world.staff((await world.make.staffActor(partnershipId, 'reviewer')).accountId)
    const opened = await browser.get(`${href}/change`)
    expect((await submitForm(colleague, await colleague.get(`${href}/change`), { seen: 'Theirs.' })).status).toBe(303)
    const clash = await submitForm(browser, opened, { seen: 'Mine.' })
    expect(clash.status).toBe(409)
    expect(pageText(clash)).toContain('Theirs.')
    expect(clash.text).toContain('Mine.')
    expect((await submitForm(browser, clash, { seen: 'Mine.' })).status).toBe(303)
    expect(pageText(await browser.get(href))).toContain('Mine.')

    const late = await colleague.get(`${href}/change`)
    await submitForm(browser, await browser.get(`${href}/remove`))
    const refused = await submitForm(colleague, late, { seen: 'Too late.' })
    expect([refused.status, heading(refused)]).toEqual([409, 'This visit was removed'])
    expect(refused.text).toContain('Too late.')
  }),
)

test(
  'who has an interest in an establishment records no visit to it, analysts read, and strangers see nothing',
  inRollback(async world => {
    const { browser, hrefs, members, reviewer, partnershipId } = await sampleOf(world, ['on_time', 'on_time'])
    const [here, there] = hrefs
    const saved = await submitForm(browser, await browser.get(`${here!}/visits/new`), { ...on('9', '11', '2026'), seen: NOTE })
    const href = String(saved.headers.location)
    const analyst = await world.staff((await world.make.staffActor(partnershipId, 'analyst')).accountId)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await analyst.get(href)).status).toBe(200)
    expect((await analyst.get(href)).text).not.toContain('/change')
    expect((await analyst.get(here!)).text).not.toContain('/visits/new')
    for (const path of ['', '/remove', '/restore']) {
      expect((await analyst.post(`${href}${path}`)).status).toBe(403)
      expect((await stranger.post(`${href}${path}`)).status).toBe(404)
    }
    expect((await stranger.get(href)).status).toBe(404)
    // The visit to one is no visit to another.
    expect((await browser.get(href.replace(here!, there!))).status).toBe(404)

    const form = await browser.get(`${here!}/visits/new`)
    await changed(
      world.db,
      `insert into conflicts_of_interest (partnership_id, account_id, establishment_id, reason, declared_by) values (?, ?, ?, 'Governor', 'Jo')`,
      [partnershipId, reviewer.accountId, members[0]!.establishmentId],
    )
    const refused = await submitForm(browser, form, { ...on('9', '11', '2026'), seen: 'Seen by a governor.' })
    expect([refused.status, heading(refused)]).toEqual([409, 'You cannot review this establishment'])
    expect(refused.text).toContain('Seen by a governor.')
  }),
)
