import { openAuditLink } from '../../support/openAuditLink.ts'
import { expect, test } from '@jest/globals'
import path from 'node:path'
import { MemoryStore } from 'express-session'
import { pino } from 'pino'
import supertest from 'supertest'
import { createApp } from '../../../src/app.ts'
import { loggable } from '../../../src/platform/loggable.ts'
import { inRollback } from '../../support/app.ts'

test(
  'a link’s token stands in no line of the log, in no page but its own, and goes out in no header',
  inRollback(async ({ deps, make }) => {
    const lines: string[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
    const { id: partnership_id } = await make.partnership()
    const auditReturn = await make.auditReturn({ partnership_id })
    await make.contact({ partnership_id, establishment_id: auditReturn.establishment_id })
    const token = new URL((await openAuditLink(deps, partnership_id, auditReturn.id)) ?? '').pathname.split('/').at(-1) ?? ''
    const app = createApp({ ...deps, log }, new MemoryStore(), path.join(deps.config.DATA_DIR, 'incoming'))
    const agent = supertest.agent(app)
    const dressed = { Origin: deps.baseUrl, 'Sec-Fetch-Site': 'same-origin' }
    const link = `/audit/${token}`

    const landing = await agent.get(`${link}?from=mail`)
    expect(landing.text.replaceAll(`action="${link}"`, '')).not.toContain(token)
    const answers = [
      await agent.post(link).set(dressed),
      await agent.get('/return/who').set('Referer', `${deps.baseUrl}${link}`),
      await agent.get(`${link}/nothing-here`),
      // As mail programs break it: in two pieces, and cut short.
      await agent.get(`/audit/${token.slice(0, 25)}%0A${token.slice(25)}`),
      await agent.get(`/audit/${token.slice(0, 25)}`),
      await agent.get(`/nothing/${token.slice(0, 25)}`),
      await agent.post(link).set({ Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' }),
      await agent.post(`${link}/new-link`).set(dressed),
    ]
    for (const answer of answers) expect(JSON.stringify(answer.headers) + answer.text).not.toContain(token)
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.join('')).not.toContain(token.slice(0, 20))
    expect(lines.join('')).not.toContain(token.slice(25))
    expect(lines.join('')).toContain('"route":"/audit/:token"')
    expect(lines.join('')).not.toContain('nothing-here')
  }),
)

test(
  'what the database says of a failed statement is logged by its code and its place, without the row or the text that it quotes',
  inRollback(async ({ db, make }) => {
    const { id } = await make.partnership()
    const failed = await db
      .transaction(trx => trx.raw(`insert into rounds (partnership_id, code, name) values (?, 'x', 'Typed by Mallory')`, [id]))
      .then(
        () => null,
        (error: unknown) => error,
      )
    const said = JSON.stringify(loggable(failed))
    expect(said).toContain('23502')
    expect(said).toContain('"table":"rounds"')
    expect(said).not.toMatch(/Mallory|insert into/)
    // What is planted: the error itself quotes the row.
    expect(JSON.stringify({ ...(failed as object), message: (failed as Error).message })).toContain('Mallory')
  }),
)
