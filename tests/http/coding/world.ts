import type { Response } from 'supertest'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import type { Fields, TestWorld } from '../../support/app.ts'
import { submitForm } from '../../support/forms.ts'
import { answer, roundWith, type Completed } from '../sampling/world.ts'

/** "What should the partnership know or do differently?", "What are you most proud of?", and a rating with a comment next to it. */
export const MESSAGE = 'partnership_message'
export const PROUD = 'declaration_strengths'
export const RATING = 'policies_staff_code'

/** A round with returns that are in, and a coordinator who looks at what they wrote. */
export async function office(world: TestWorld, standing: readonly Completed[] = Array<Completed>(6).fill('on_time')) {
  const actor = await world.make.staffActor()
  const { round, returns } = await roundWith(world, actor.partnershipId, standing)
  const base = `/rounds/${round.id}/coding`
  const browser = await world.staff(actor.accountId)
  return {
    actor,
    round,
    returns,
    base,
    browser,
    /** What a return writes; a return that is in has moved on by it. */
    writes: async (at: number, answers: Record<string, unknown>, comments: Record<string, string> = {}) => {
      const one = returns[at]!
      await answer(world, one, answers)
      for (const [key, comment] of Object.entries(comments))
        await world.db.raw(
          `insert into responses (return_id, partnership_id, question_key, answer, comment, by_name) values (?, ?, ?, '"green"', ?, 'Sam Okafor')
           on conflict (return_id, question_key) do update set comment = excluded.comment`,
          [one.id, one.partnership_id, key, comment],
        )
      await world.db.raw(`update returns set version = version + 1 where id = ?`, [one.id])
    },
    moves: (at: number, status: string) =>
      world.db.raw(`update returns set status = ?, version = version + 1 where id = ?`, [status, returns[at]!.id]),
  }
}
export type Office = Awaited<ReturnType<typeof office>>

export const themeId = async ({ db }: TestWorld, name: string): Promise<Id<'commentTheme'>> =>
  (await row<{ id: Id<'commentTheme'> }>(db, `select id from comment_themes where name = ?`, [name]))!.id

/** The boxes of the comments of a page whose text holds these words. */
export const boxesOf = async ({ db }: TestWorld, words: string): Promise<string[]> =>
  (await rows<{ box: string }>(db, `select id || '.' || version as box from comments where body like ? order by id`, [`%${words}%`])).map(
    ({ box }) => box,
  )

/** Ticks the comments that hold these words, and adds them to a new theme or one that is there. */
export async function code(
  world: TestWorld,
  { base, browser }: Pick<Office, 'base' | 'browser'>,
  words: string,
  theme: string,
): Promise<Response> {
  const page = await browser.get(base)
  const known = await row<{ id: number }>(world.db, `select id from comment_themes where name = ?`, [theme])
  const typed: Fields = known ? { theme: String(known.id) } : { newTheme: theme }
  return submitForm(browser, page, { comments: await boxesOf(world, words), intent: 'add', ...typed }, { which: '/codes' })
}
