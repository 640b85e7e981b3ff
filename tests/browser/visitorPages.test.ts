import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startProgram, type Running } from './support/program.ts'
import { walk } from './support/walk.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

test('every page that a visitor can walk to does so, too', async () => {
  const { page, context } = await running.window({ width: 320, scripts: true })
  const { faults, seen } = await walk(running, page, '/', 20)
  await context.close()
  expect(faults).toEqual([])
  expect(seen.length).toBeGreaterThan(4)
})
