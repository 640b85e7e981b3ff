import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { jobs } from '../../src/jobs.ts'
import { rows } from '../../src/platform/db.ts'
import { enqueueMany, quiet } from '../../src/platform/jobs/queue.ts'
import { inRollback } from '../support/app.ts'

const payload = z.object({ messageId: z.number() })

test(
  'a job is put in each queue as pg-boss puts it there',
  inRollback(async ({ db }) => {
    for (const { name } of jobs) {
      await quiet(db).insert(name, [{ data: { messageId: 7 } }])
      await enqueueMany(db, { name, payload }, [{ messageId: 7 }])
      const queued = await rows<{ job: object }>(db, `select to_jsonb(j) - 'id' as job from pgboss.job j where name = ? order by id`, [
        name,
      ])
      expect(queued).toHaveLength(2)
      expect(queued[0]).toEqual(queued[1])
    }
  }),
)

test(
  'a queue that is not there takes no job in silence',
  inRollback(async ({ db }) => {
    await expect(enqueueMany(db, { name: 'nothing.to_do', payload }, [{ messageId: 7 }])).rejects.toThrow('there is no queue nothing.to_do')
  }),
)
