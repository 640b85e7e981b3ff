import { expect, test } from '@jest/globals'
import path from 'node:path'
import { MemoryStore } from 'express-session'
import { pino } from 'pino'
import supertest from 'supertest'
import { createApp } from '../../../src/app.ts'
import { openAuditLink } from '../../../src/features/invitations/index.ts'
import { inRollback } from '../../support/app.ts'

test(
  'a link’s token stands in no line of the log, in no page but its own, and goes out in no header',
  inRollback(async ({ deps, db, make }) => {
    const lines: string[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
    const { id: partnership_id } = await make.partnership()
    const auditReturn = await make.auditReturn({ partnership_id })
    await make.contact({ partnership_id, establishment_id: auditReturn.establishment_id })
    const token = new URL((await openAuditLink(db, deps, partnership_id, auditReturn.id)) ?? '').pathname.split('/').at(-1) ?? ''
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
      await agent.post(link).set({ Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' }),
      await agent.post(`${link}/new-link`).set(dressed),
    ]
    for (const answer of answers) expect(JSON.stringify(answer.headers) + answer.text).not.toContain(token)
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.join('')).not.toContain(token)
    expect(lines.join('')).toContain('/audit/[secret]')
  }),
)
