import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { openPlaces, type Place } from '../../../src/platform/mail/places.ts'
import { remembering } from '../../../src/platform/mail/silence.ts'

// The hooks are of this file alone: the files beside it run with it.
describe('places in the mail', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  const never = new AbortController().signal

  /** So many ask for a place; those that have one so far. */
  async function ask(places: ReturnType<typeof openPlaces>, count: number): Promise<Place[]> {
    const given: Place[] = []
    for (let at = 0; at < count; at += 1) void places.enter(never).then(place => given.push(place))
    await jest.advanceTimersByTimeAsync(0)
    return given
  }

  test('so many are with the server at once, and the next comes when one leaves', async () => {
    const places = openPlaces(2, 1)
    const given = await ask(places, 4)
    expect(given).toHaveLength(2)
    given[0]?.leave()
    await jest.advanceTimersByTimeAsync(0)
    expect(given).toHaveLength(3)
    expect(places.inUse()).toBe(2)
  })

  test('one that gets no answer lets the next begin beside it, as far as there are connections', async () => {
    const places = openPlaces(2, 1)
    const given = await ask(places, 9)
    given[0]?.givesWay()
    given[1]?.givesWay()
    await jest.advanceTimersByTimeAsync(0)
    expect(given).toHaveLength(3)
    given[0]?.leave()
    await jest.advanceTimersByTimeAsync(0)
    expect(given).toHaveLength(3)
    given[1]?.leave()
    await jest.advanceTimersByTimeAsync(0)
    expect(given).toHaveLength(4)
  })

  test('a server that lets fewer in is asked by fewer, two of whose connections are left to the other ways', async () => {
    const places = openPlaces(8, 4)
    const given = await ask(places, 20)
    for (let turned = 0; turned < 3; turned += 1) {
      expect(places.turnedAway()).toBe(true)
      given[turned]?.leave()
    }
    await jest.advanceTimersByTimeAsync(0)
    expect(given).toHaveLength(8)
    for (const place of given.slice(3)) place.leave()
    await jest.advanceTimersByTimeAsync(0)
    expect(places.inUse()).toBe(3)
    await jest.advanceTimersByTimeAsync(31_000)
    expect(places.inUse()).toBe(8)
  })

  test('while a server lets nobody in, nobody asks', async () => {
    const places = openPlaces(8, 4)
    const [first] = await ask(places, 1)
    expect(places.turnedAway()).toBe(false)
    first?.leave()
    const waiting = await ask(places, 2)
    expect(waiting).toHaveLength(0)
    await jest.advanceTimersByTimeAsync(6_000)
    expect(waiting).toHaveLength(2)
  })

  test.each([
    ['one of those that were there was turned away meanwhile', 2],
    ['the last of those that were there was turned away', 1],
  ])('letters that make way for another way of the mail go on after ten seconds, when %s too', async (_which, there) => {
    const places = openPlaces(8, 4)
    const given = await ask(places, there)
    places.givesWay()
    places.turnedAway()
    for (const place of given) place.leave()
    const waiting = await ask(places, 1)
    await jest.advanceTimersByTimeAsync(9_000)
    expect(waiting).toHaveLength(0)
    await jest.advanceTimersByTimeAsync(2_000)
    expect(waiting).toHaveLength(1)
  })

  test('one that gives way twice lets one begin beside it, and not two', async () => {
    const places = openPlaces(1, 2)
    const given = await ask(places, 3)
    given[0]?.givesWay()
    given[0]?.givesWay()
    await jest.advanceTimersByTimeAsync(0)
    expect(given).toHaveLength(2)
    given[0]?.leave()
    expect(places.inUse()).toBe(1)
  })

  test('whoever has waited long enough goes', async () => {
    const places = openPlaces(1, 0)
    const [first] = await ask(places, 1)
    const patience = new AbortController()
    const waited = expect(places.enter(patience.signal)).rejects.toThrow('long enough')
    patience.abort(new Error('long enough'))
    await waited
    first?.leave()
    expect(await ask(places, 1)).toHaveLength(1)
  })

  test('mail to a silent place goes the slow way while an answer is waited for and five minutes after none came, tried once a minute', () => {
    let now = 0
    const silence = remembering(() => now)
    const answered = silence.waits('quiet.example')
    expect([silence.has('quiet.example'), silence.isLeftAlone('quiet.example'), silence.has('other.example')]).toEqual([true, true, false])
    silence.add('quiet.example', 30_000)
    answered()
    expect(silence.isLeftAlone('quiet.example')).toBe(true)
    now = 61_000
    expect([silence.has('quiet.example'), silence.isLeftAlone('quiet.example')]).toEqual([true, false])
    now = 301_000
    expect(silence.has('quiet.example')).toBe(false)
    silence.add('quiet.example', 30_000)
    silence.broken('quiet.example')
    expect(silence.has('quiet.example')).toBe(false)
  })

  test('where others have their answer meanwhile, one that has none says nothing of their server', () => {
    let now = 0
    const silence = remembering(() => now)
    const answered = silence.waits('busy.example')
    now = 3_000
    silence.broken('busy.example')
    expect(silence.has('busy.example')).toBe(false)
    now = 32_000
    silence.add('busy.example', 30_000)
    answered()
    expect(silence.has('busy.example')).toBe(false)
    now = 40_000
    silence.add('busy.example', 30_000)
    expect(silence.has('busy.example')).toBe(true)
  })
})
