import { expect, test } from '@jest/globals'
import { afterEnd, type End, type Past } from '../../../src/platform/process/afterEnd.ts'
import { heard, lookedAt } from '../../../src/platform/process/silence.ts'

const end = (over: Partial<End>): End => ({ code: null, signal: null, served: undefined, silent: false, ...over })
const past = (over: Partial<Past> = {}): Past => ({ asked: false, starts: 1, failedStarts: 0, ...over })

test.each<[string, End, Past]>([
  ['a first start that fails', end({ code: 1 }), past()],
  ['a first start that is killed', end({ signal: 'SIGTERM' }), past()],
  ['one that stopped in good order', end({ code: 0, served: 60_000 }), past()],
  ['one that was told to stop and failed at it', end({ code: 1, served: 60_000 }), past({ asked: true })],
])('%s is not started again', (_what, ended, before) => {
  expect(afterEnd(ended, before)).toEqual({ kind: 'end' })
})

test.each<[string, End, Past, number, string]>([
  ['one that stood still', end({ signal: 'SIGKILL', served: 60_000, silent: true }), past(), 0, 'it did nothing for 5 seconds'],
  [
    'one that stood still while stopping',
    end({ signal: 'SIGKILL', served: 60_000, silent: true }),
    past({ asked: true }),
    0,
    'it did nothing for 5 seconds',
  ],
  ['one that was killed', end({ signal: 'SIGKILL', served: 60_000 }), past(), 0, 'it was ended by SIGKILL'],
  ['one that failed', end({ code: 134, served: 60_000 }), past({ starts: 7 }), 0, 'it failed (134)'],
  ['one that failed soon', end({ code: 1, served: 5_000 }), past({ starts: 2 }), 1_000, 'it failed (1)'],
  ['a second start that fails', end({ code: 1 }), past({ starts: 2 }), 1_000, 'it could not be started again'],
  ['a third', end({ code: 1 }), past({ starts: 3, failedStarts: 1 }), 2_000, 'it could not be started again'],
])('%s is started again', (_what, ended, before, pause, why) => {
  expect(afterEnd(ended, before)).toMatchObject({ kind: 'again', pause, why })
})

test('whoever cannot be started again five times in a row is given up, and one that served between begins to count anew', () => {
  expect(afterEnd(end({ code: 1 }), past({ starts: 6, failedStarts: 4 }))).toEqual({
    kind: 'end',
    says: 'The program could not be started again, 5 times in a row: giving up.',
  })
  expect(afterEnd(end({ code: 1, served: 20_000 }), past({ starts: 6, failedStarts: 4 }))).toMatchObject({ failedStarts: 0 })
})

test('silence counts from the last sign of life, unless whoever looks was late or the process is being debugged', () => {
  expect(lookedAt(heard(1_000, false), 1_250, 250).heard).toBe(1_000)
  expect(lookedAt(heard(1_000, false), 61_000, 250).heard).toBe(61_000)
  expect(lookedAt(heard(1_000, true), 1_250, 250).heard).toBe(1_250)
})
