import { describe, expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { countTry } from '../../../src/platform/rateLimit.ts'
import { removeAgency, setStatus } from '../../../src/features/standards/exerciseActions.ts'
import { SAVES } from '../../../src/features/standards/limits.ts'
import { endLink } from '../../../src/features/standards/linkActions.ts'
import { linksOf } from '../../../src/features/standards/linkStore.ts'
import { ratingsOf } from '../../../src/features/standards/ratingStore.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { boxes, exerciseIn } from './standards.ts'

const all = (world: TestWorld) => rows<{ value: string | null }>(world.db, 'select value from ratings')

describe('an agency with its link', () => {
  test(
    'rates without an account, finds what it saved, and sees who saved it',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const visitor = world.visitor()
      const first = await visitor.get(path)
      expect([first.status, heading(first)]).toEqual([200, 'Multi-agency standards'])
      expect(pageText(first)).toContain('0 of 3 standards are rated.')
      const answer = await visitor.post(`${path}/1`, {
        person: 'Jo Field',
        ...boxes(made, { 0: { rating: 'green', evidence: 'The plan of 2026' }, 1: { rating: 'na', reason: 'We train nobody' } }),
      })
      expect([answer.status, answer.headers.location]).toEqual([303, `${path}?saved=2`])
      const after = pageText(await visitor.get(answer.headers.location!))
      for (const said of ['2 ratings are saved.', '2 of 3 standards are rated.', 'Not applicable', 'Not rated yet', 'Jo Field'])
        expect(after).toContain(said)
      const form = (await visitor.get(`${path}/1`)).text
      expect(form).toContain('The plan of 2026')
      expect(form).toContain('We train nobody')
    }),
  )

  test(
    'finds the name of whoever came last by its link, and not of whoever came by an earlier one',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      await world.visitor().post(`${path}/1`, { person: 'Jo Field', ...boxes(made, { 0: { rating: 'green' } }) })
      const nameAt = async (link: string) => /name="person"[^>]*value="([^"]*)"/.exec((await world.visitor().get(`${link}/1`)).text)?.[1]
      expect(await nameAt(path)).toBe('Jo Field')
      await world.db.raw(`update agency_links set made_at = now() + interval '1 minute'`)
      expect(await nameAt(path)).toBe('')
    }),
  )

  test(
    'opens its page without changing anything, also when a scanner does',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const tables = ['agency_links', 'ratings', 'events', 'sessions', 'messages']
      const sums = async () =>
        Promise.all(tables.map(table => rows(world.db, `select md5(string_agg(t::text, '|')) as sum from ${table} t`)))
      const before = await sums()
      for (const page of [path, `${path}/1`, `${path}/all`, `${path}/9`]) {
        const opened = await world.visitor().get(page)
        expect(opened.headers['set-cookie']).toBeUndefined()
      }
      expect(await sums()).toEqual(before)
      expect((await world.visitor().get(path)).headers['referrer-policy']).toBe('strict-origin')
    }),
  )

  test(
    'saves what is right, and shows what is not at its field, with all that was typed',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const [s1, s2, s3] = made.standards
      const answer = await world.visitor().post(`${path}/1`, {
        person: 'Jo',
        ...boxes(made, { 0: { rating: 'amber' }, 1: { comment: 'We are not sure yet' }, 2: { rating: 'na' } }),
      })
      expect(answer.status).toBe(422)
      const text = pageText(answer)
      expect(text).toContain('Choose a rating for “S2 Staff are trained”, or clear what you typed')
      expect(text).toContain('Say why “S3 Children are heard” does not apply')
      expect(text).toContain('2 ratings are not saved yet')
      for (const field of [`rating-${s2!.id}`, `reason-${s3!.id}`]) expect(answer.text).toContain(`href="#${field}"`)
      expect(answer.text).toContain('We are not sure yet')
      expect(await all(world)).toEqual([{ value: 'amber' }])
      expect(s1).toBeDefined()
    }),
  )

  test(
    'that says why a standard does not apply and rates it is asked which; who rates it later need not clear the reason',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const both = await world
        .visitor()
        .post(`${path}/1`, { person: 'Jo', ...boxes(made, { 0: { rating: 'green', reason: 'Not our work' } }) })
      expect([both.status, await all(world)]).toEqual([422, []])
      expect(pageText(both)).toContain('Clear why “S1 Leaders know” does not apply, or choose Not applicable')
      expect(both.text).toContain('Not our work')
      const na = { rating: 'na', reason: 'Not our work' }
      await world.visitor().post(`${path}/1`, { person: 'Jo', ...boxes(made, { 0: na }) })
      const later = await world
        .visitor()
        .post(`${path}/1`, { person: 'Jo', ...boxes(made, { 0: { ...na, rating: 'green', version: '1' } }) })
      expect(later.status).toBe(303)
      expect(await rows(world.db, 'select value, reason from ratings')).toEqual([{ value: 'green', reason: '' }])
    }),
  )

  test(
    'is asked for a name, and loses nothing',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const answer = await world
        .visitor()
        .post(`${path}/1`, { person: ' ', ...boxes(made, { 0: { rating: 'green', evidence: 'Typed with care' } }) })
      expect([answer.status, await all(world)]).toEqual([422, []])
      expect(pageText(answer)).toContain('Enter your name')
      expect(answer.text).toContain('Typed with care')
      expect(answer.text).toMatch(/value="green" checked/)
    }),
  )

  test(
    'that forgets its name is told of what is not saved, and not of what is as it was',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const kept = { rating: 'green', evidence: 'The plan' }
      await world.visitor().post(`${path}/1`, { person: 'Jo', ...boxes(made, { 0: kept, 1: kept }) })
      const again = { ...kept, version: '1' }
      const answer = await world.visitor().post(`${path}/1`, { person: '', ...boxes(made, { 0: again, 1: again, 2: { rating: 'red' } }) })
      expect([answer.status, pageText(answer).includes('1 rating is not saved yet')]).toEqual([422, true])
      const nothing = await world.visitor().post(`${path}/1`, { person: '', ...boxes(made, { 0: again, 1: again }) })
      expect(pageText(nothing)).toContain('Nothing new was saved.')
    }),
  )

  test(
    'that saves too often is told to wait, with all that was chosen and typed in its place',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const [link] = await linksOf(world.db, made.partnershipId, made.exerciseId)
      for (let tries = 0; tries < SAVES.tries; tries += 1) await countTry(world.db, SAVES, String(link!.id))
      const answer = await world
        .visitor()
        .post(`${path}/1`, { person: 'Jo Field', ...boxes(made, { 0: { rating: 'green', evidence: 'Typed with care' } }) })
      expect(answer.status).toBe(429)
      expect(pageText(answer)).toMatch(/saved too often in a short time.*Wait 15 minutes and press Save again/)
      for (const kept of ['Typed with care', 'value="Jo Field"']) expect(answer.text).toContain(kept)
      expect(answer.text).toMatch(/value="green" checked/)
      expect(await all(world)).toEqual([])
    }),
  )

  test(
    'is told of a text that is too long, and gets it back',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const long = 'Much to say. '.repeat(1200).trim()
      const answer = await world.visitor().post(`${path}/1`, { person: 'Jo', ...boxes(made, { 0: { rating: 'green', evidence: long } }) })
      expect([answer.status, await all(world)]).toEqual([422, []])
      expect(pageText(answer)).toContain('Evidence must be 4,000 characters or fewer')
      expect(answer.text).toContain(long)
    }),
  )

  test(
    'never sees or writes what is another’s',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const [police, probation] = [await made.linkOf(made.police), await made.linkOf(made.probation)]
      await world
        .visitor()
        .post(`${police}/1`, { person: 'Pat Police', ...boxes(made, { 0: { rating: 'red', evidence: 'A secret of the police' } }) })
      for (const page of [probation, `${probation}/1`, `${probation}/all`]) {
        const opened = await world.visitor().get(page)
        expect(opened.text).not.toContain('A secret of the police')
        expect(opened.text).not.toContain('Pat Police')
      }
      await world
        .visitor()
        .post(`${probation}/1`, { person: 'Prue', agency: String(made.police.id), ...boxes(made, { 0: { rating: 'green' } }) })
      const kept = await ratingsOf(world.db, made.partnershipId, made.exerciseId)
      expect(kept.map(({ agencyId, value }) => [agencyId, value])).toEqual([
        [made.police.id, 'red'],
        [made.probation.id, 'green'],
      ])
    }),
  )

  test(
    'cannot rate a standard of another set, or with a value that the scale has not',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const other = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      await world.visitor().post(`${path}/1`, { person: 'Jo', ...boxes(other, { 0: { rating: 'green' } }) })
      const odd = await world.visitor().post(`${path}/1`, { person: 'Jo', ...boxes(made, { 0: { rating: 'purple' } }) })
      expect(odd.status).toBe(422)
      expect(await all(world)).toEqual([])
    }),
  )

  test(
    'sees words of the others where the exercise shares them, and no evidence',
    inRollback(async world => {
      const made = await exerciseIn(world, { shared: true })
      const [police, probation] = [await made.linkOf(made.police), await made.linkOf(made.probation)]
      await world
        .visitor()
        .post(`${police}/1`, { person: 'Pat', ...boxes(made, { 0: { rating: 'red', evidence: 'Only for the partnership' } }) })
      const shared = await world.visitor().get(`${probation}/all`)
      expect(pageText(shared)).toContain('1 red')
      expect(shared.text).not.toContain('Only for the partnership')
    }),
  )
})

describe('a link that leads nowhere', () => {
  test(
    'that was guessed opens nothing, and guessing is slowed down',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      const wrong = `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`
      for (const page of [wrong, '/rate/x', `${wrong}/1`]) expect((await world.visitor().get(page)).status).toBe(404)
      expect((await world.visitor().post(`${wrong}/1`, { person: 'Jo', ...boxes(made, { 0: { rating: 'green' } }) })).status).toBe(404)
      let status = 404
      for (let tries = 0; tries < 80 && status === 404; tries += 1) status = (await world.visitor().get(wrong)).status
      expect(status).toBe(429)
      expect((await world.visitor().get(path)).status).toBe(200)
      expect(await all(world)).toEqual([])
    }),
  )

  test.each(['ended', 'ran out', 'closed'] as const)('that %s saves nothing, says so, and gives back what was typed', async how =>
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      await world.visitor().post(`${path}/1`, {
        person: 'Ann',
        ...boxes(made, { 2: { rating: 'amber', evidence: 'Kept for the partnership' } }),
      })
      if (how === 'ended') await endLink(world.db, made.actor, { exerciseId: made.exerciseId, agencyId: made.police.id })
      if (how === 'ran out') world.deps.now = () => new Date(Date.now() + 50 * 86_400_000)
      if (how === 'closed') await setStatus(world.db, made.actor, { exerciseId: made.exerciseId, status: 'closed' })
      // With a name, without one, and with something else that is wrong.
      for (const [person, rating] of [
        ['Jo', 'green'],
        ['', 'green'],
        ['Jo', ''],
      ] as const) {
        const answer = await world.visitor().post(`${path}/1`, {
          person,
          ...boxes(made, { 0: { rating, evidence: 'Hours of work' }, 1: { rating: 'na', reason: 'No staff' } }),
        })
        expect(answer.status).toBe(how === 'closed' ? 409 : 410)
        const said = pageText(answer)
        for (const words of [`S1 Leaders know ${rating === '' ? '' : 'Rating: Green '}Evidence: Hours of work`, 'Rating: Not applicable'])
          expect(said).toContain(words)
        expect(answer.text).not.toContain('Kept for the partnership')
      }
      expect(await all(world)).toEqual([{ value: 'amber' }])
      const opened = await world.visitor().get(path)
      expect(opened.status).toBe(how === 'closed' ? 200 : 410)
      expect(pageText(opened)).toContain(how === 'closed' ? 'This exercise is closed' : 'This link has ended')
      if (how === 'closed') return
      for (const page of [path, `${path}/1`, `${path}/all`])
        expect((await world.visitor().get(page)).text).not.toMatch(/Kept for the partnership|Amber|Ann/)
    })(),
  )

  test(
    'of an agency that is asked no more gives back what was chosen and typed',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      await removeAgency(world.db, made.actor, { exerciseId: made.exerciseId, agencyId: made.police.id })
      const answer = await world
        .visitor()
        .post(`${path}/1`, { person: 'Jo', ...boxes(made, { 0: { rating: 'green', evidence: 'Hours of work' } }) })
      expect(answer.status).toBe(404)
      expect(pageText(answer)).toContain('Rating: green Evidence: Hours of work')
      expect(pageText(answer)).not.toContain('Leaders know')
      expect(await all(world)).toEqual([])
    }),
  )
})

describe('two people at once', () => {
  test(
    'never overwrite each other: the second sees both, and chooses',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      await world.visitor().post(`${path}/1`, { person: 'Ann', ...boxes(made, { 0: { rating: 'amber', comment: 'Of Ann' } }) })
      const second = await world.visitor().post(`${path}/1`, {
        person: 'Ben',
        ...boxes(made, { 0: { rating: 'green', comment: 'Of Ben' }, 1: { rating: 'red' } }),
      })
      expect(second.status).toBe(409)
      for (const said of ['Ann saved this meanwhile: Amber', 'Of Ann', 'Of Ben', 'Someone else rated “S1 Leaders know”'])
        expect(pageText(second) + second.text).toContain(said)
      expect(await rows(world.db, 'select value, comment from ratings order by standard_id')).toEqual([
        { value: 'amber', comment: 'Of Ann' },
        { value: 'red', comment: '' },
      ])
      expect(second.text).toContain(`name="version-${made.standards[0]!.id}" value="1"`)
      const third = await world
        .visitor()
        .post(`${path}/1`, { person: 'Ben', ...boxes(made, { 0: { rating: 'green', comment: 'Of Ben', version: '1' } }) })
      expect(third.status).toBe(303)
      const history = await rows(world.db, 'select value, by_name, version from rating_changes where standard_id = ? order by id', [
        made.standards[0]!.id,
      ])
      expect(history).toEqual([
        { value: 'amber', by_name: 'Ann', version: 1 },
        { value: 'green', by_name: 'Ben', version: 2 },
      ])
    }),
  )

  test(
    'the history of ratings is never changed or removed',
    inRollback(async world => {
      const made = await exerciseIn(world)
      await world.visitor().post(`${await made.linkOf(made.police)}/1`, { person: 'Ann', ...boxes(made, { 0: { rating: 'amber' } }) })
      await expect(world.db.transaction(trx => trx.raw('delete from rating_changes'))).rejects.toThrow('never changed or removed')
    }),
  )
})
