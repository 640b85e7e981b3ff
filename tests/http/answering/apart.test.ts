import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type Browser, type Fields } from '../../support/app.ts'
import { choiceOf } from '../../support/forms.ts'
import { answering, fieldsOf } from './answering.ts'

const RATINGS = '/return/sections/ratings'
const PARTS = ['answer', 'comment', 'action'] as const
type Part = (typeof PARTS)[number]
type Way = 'button' | 'typed'
type Sent = { status: number; conflicts: readonly string[]; page?: Response }

/** What each part of the question about lettings is changed to, by each of two people. */
const TEXTS: Record<Part, { field: string; his: string; hers: string }> = {
  answer: { field: 'a.lettings', his: 'met', hers: 'partly' },
  comment: { field: 'c.lettings', his: 'His comment', hers: 'Her comment' },
  action: { field: 'x.lettings.what', his: 'His action', hers: 'Her action' },
}

/** Saves a form by the button, or as the script does: the question alone, as JSON. */
async function send(browser: Browser, fields: Fields, way: Way): Promise<Sent> {
  if (way === 'button') {
    const page = await browser.post(RATINGS, { ...fields, intent: 'stay' })
    return { status: page.status, conflicts: page.status === 409 ? ['lettings'] : [], page }
  }
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => name.startsWith('_') || /^[acxqv]\.lettings/.test(name)))
  const res = await browser.send(`${RATINGS}/typed`, 'application/json', JSON.stringify(own)).set('X-CSRF-Token', browser.csrf())
  return { status: res.status, conflicts: Object.keys((JSON.parse(res.text) as { held: object }).held) }
}

type Stored = { answer: string | null; comment: string | null; action: { what: string } | null; version: number; parts_by: unknown }
const textOf = (stored: Stored | undefined, part: Part) => (part === 'action' ? (stored?.action?.what ?? null) : (stored?.[part] ?? null))

const WAYS = (['button', 'typed'] as const).flatMap(first => (['button', 'typed'] as const).map(second => [first, second] as const))

test.each(WAYS)(
  'two people change each part of one question: what is apart is merged, what is not is chosen (%s, then %s)',
  async (first, second) => {
    for (const his of PARTS)
      for (const hers of PARTS)
        await inRollback(async world => {
          const { dsl, join, answers } = await answering(world)
          const head = await join('head', 'Ruth Ainsworth')
          // Something stands there already, for every other pair.
          if (PARTS.indexOf(his) % 2 === PARTS.indexOf(hers) % 2)
            await send(dsl, { ...fieldsOf(await dsl.get(RATINGS)), 'a.lettings': 'not_met', 'c.lettings': 'Before' }, 'button')
          const before = (await answers()).get('lettings') as Stored | undefined
          const [hisForm, herForm] = [fieldsOf(await dsl.get(RATINGS)), fieldsOf(await head.get(RATINGS))]
          expect((await send(dsl, { ...hisForm, [TEXTS[his].field]: TEXTS[his].his }, first)).conflicts).toEqual([])
          const herSent = { ...herForm, [TEXTS[hers].field]: TEXTS[hers].hers }
          const late = await send(head, herSent, second)

          const now = (await answers()).get('lettings') as Stored | undefined
          const model = new Map<Part, string | null>(PARTS.map(part => [part, textOf(before, part)]))
          model.set(his, TEXTS[his].his)
          if (his !== hers) model.set(hers, TEXTS[hers].hers)
          for (const part of PARTS) expect(textOf(now, part)).toBe(model.get(part))
          expect(late.conflicts).toEqual(his === hers ? ['lettings'] : [])
          if (his !== hers) return

          // Pressed again, and again, however: nobody has chosen.
          const again = await send(head, late.page ? fieldsOf(late.page) : herSent, 'button')
          const third = await send(head, fieldsOf(again.page!), 'button')
          const typed = await send(head, fieldsOf(again.page!), 'typed')
          for (const press of [again, third, typed]) expect(press.conflicts).toEqual(['lettings'])
          expect(textOf((await answers()).get('lettings') as Stored, his)).toBe(TEXTS[his].his)
          const text = pageText(third.page!)
          expect(text).toContain(TEXTS[his].his === 'met' ? 'Met' : TEXTS[his].his)
          expect(fieldsOf(third.page!)[TEXTS[his].field]).toBe(TEXTS[his].hers)

          const chosen = { ...fieldsOf(third.page!), [`keep.lettings.${his}`]: choiceOf(third.page!.text, 'mine') }
          expect((await send(head, chosen, 'button')).status).toBe(303)
          expect(textOf((await answers()).get('lettings') as Stored, his)).toBe(TEXTS[his].hers)
          const [told] = await rows(world.db, `select part, by_name, chosen_by from chosen_over`)
          expect(told).toEqual({ part: his, by_name: 'Sam Okafor', chosen_by: 'Ruth Ainsworth' })
          // What was chosen over is kept.
          const kept = await rows<Stored>(world.db, `select answer, comment, action from response_changes where question_key = 'lettings'`)
          expect(kept.map(version => textOf(version, his))).toContain(TEXTS[his].his)
        })()
  },
  120_000,
)

test(
  'every conflict names its question and its part, in its heading, its choice and the summary of errors',
  inRollback(async world => {
    const { dsl, join } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    const form = fieldsOf(await head.get(RATINGS))
    const both = (who: 'his' | 'hers') => Object.fromEntries(PARTS.map(part => [TEXTS[part].field, TEXTS[part][who]]))
    await send(dsl, { ...fieldsOf(await dsl.get(RATINGS)), ...both('his'), 'a.policy_current': 'no' }, 'button')
    const { page } = await send(head, { ...form, ...both('hers'), 'a.policy_current': 'yes' }, 'button')
    const headings = [...page!.text.matchAll(/app-conflict__heading"><h2[^>]*>([^<]*)</g)].map(([, text]) => text)
    expect(headings).toHaveLength(4)
    expect(new Set(headings.map(text => text?.replace(/ at .*/, ''))).size).toBe(4)
    const links = [...page!.text.matchAll(/href="#(conflict-[^"]+)">([^<]*)</g)]
    expect(links.map(([, id]) => id)).toEqual(['conflict-policy_current-answer-1', ...PARTS.map(part => `conflict-lettings-${part}-1`)])
    expect(new Set(links.map(([, , text]) => text)).size).toBe(4)
    for (const [, id] of links) expect(page!.text).toContain(`id="${id}" name="keep.`)
    // Each is chosen for itself.
    const mixed = { ...fieldsOf(page!), 'keep.lettings.answer': 'theirs', 'keep.policy_current.answer': 'theirs' }
    const next = await send(head, mixed, 'button')
    expect([...next.page!.text.matchAll(/app-conflict__heading/g)]).toHaveLength(2)
    expect(fieldsOf(next.page!)).toMatchObject({ 'a.lettings': 'met', 'c.lettings': 'Her comment', 'a.policy_current': 'no' })
  }),
)

test(
  'whoever took a text away that a colleague changed is asked, and chooses to have none',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    await send(dsl, { ...fieldsOf(await dsl.get(RATINGS)), 'c.lettings': 'Before' }, 'button')
    const form = fieldsOf(await head.get(RATINGS))
    await send(dsl, { ...fieldsOf(await dsl.get(RATINGS)), 'c.lettings': 'Since' }, 'button')
    const clash = await send(head, { ...form, 'c.lettings': '' }, 'button')
    expect(pageText(clash.page!)).toContain('Use no comment, or what I write below')
    const chosen = { ...fieldsOf(clash.page!), 'keep.lettings.comment': choiceOf(clash.page!.text, 'mine') }
    expect((await send(head, chosen, 'button')).status).toBe(303)
    expect((await answers()).get('lettings')).toMatchObject({ comment: null })
  }),
)

test(
  'one person in two windows chooses between their own texts, and nobody is told of it',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    const second = fieldsOf(await dsl.get(RATINGS))
    await send(dsl, { ...fieldsOf(await dsl.get(RATINGS)), 'c.lettings': 'First window' }, 'typed')
    const clash = await send(dsl, { ...second, 'c.lettings': 'Second window' }, 'button')
    expect(pageText(clash.page!)).toContain('You changed the comment at')
    const again = await send(dsl, fieldsOf(clash.page!), 'button')
    expect(again.status).toBe(409)
    expect((await answers()).get('lettings')).toMatchObject({ comment: 'First window' })
    const chosen = { ...fieldsOf(again.page!), 'keep.lettings.comment': choiceOf(again.page!.text, 'mine') }
    expect((await send(dsl, chosen, 'button')).status).toBe(303)
    expect((await answers()).get('lettings')).toMatchObject({ comment: 'Second window' })
    expect(await rows(world.db, `select 1 from chosen_over`)).toEqual([])
  }),
)

test(
  'who writes on after a colleague changed another part is in no conflict with themselves, and takes nothing of theirs away',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    const form = fieldsOf(await head.get(RATINGS))
    await send(dsl, { ...fieldsOf(await dsl.get(RATINGS)), 'a.lettings': 'met' }, 'button')
    let base = form['v.lettings']
    for (const comment of ['Her', 'Her com', 'Her comment']) {
      const fields = { _signatures: '', 'q.lettings': '1', 'v.lettings': base ?? '', 'a.lettings': '', 'c.lettings': comment }
      const res = await head.send(`${RATINGS}/typed`, 'application/json', JSON.stringify(fields)).set('X-CSRF-Token', head.csrf())
      const answer = JSON.parse(res.text) as { conflicts: number; bases: Record<string, string> }
      expect(answer.conflicts).toBe(0)
      base = answer.bases.lettings
    }
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met', comment: 'Her comment' })
    // Her page shows the blank answer still: choosing one now is a conflict.
    const late = await send(head, { ...form, 'v.lettings': base ?? '', 'a.lettings': 'partly', 'c.lettings': 'Her comment' }, 'button')
    expect(late.status).toBe(409)
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met' })
  }),
)

test(
  'each part stands under the name of who gave it, wherever a name stands',
  inRollback(async world => {
    const { dsl, join, partnership, auditReturn } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    await send(dsl, { ...fieldsOf(await dsl.get(RATINGS)), 'a.lettings': 'met' }, 'button')
    await send(head, { ...fieldsOf(await head.get(RATINGS)), 'c.lettings': 'Records are on CPOMS.' }, 'typed')
    await send(head, { ...fieldsOf(await head.get(RATINGS)), 'c.lettings': 'Records are on CPOMS now.' }, 'typed')
    const names = /Answer: Sam Okafor, \S+ today\. Comment: Ruth Ainsworth, \S+ today\./
    const staff = await world.staff((await world.make.account({ partnership_id: partnership.id })).id)
    for (const page of [
      await dsl.get(RATINGS),
      await head.get('/return/whole'),
      await staff.get(`/returns/${auditReturn.id}/answers?section=all`),
    ])
      expect(pageText(page)).toMatch(names)
    // Once one person has gone over all of it, it is theirs alone.
    await send(dsl, { ...fieldsOf(await dsl.get(RATINGS)), 'c.lettings': 'Records are on paper.' }, 'button')
    expect(pageText(await head.get('/return/whole'))).toMatch(
      /Answer: Sam Okafor, \S+ today\. Comment: Sam Okafor|Records are on paper\. Sam Okafor, /,
    )
  }),
)
