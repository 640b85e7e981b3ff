import { ModernFakeTimers } from '@jest/fake-timers'
import { ModuleMocker } from 'jest-mock'

/** What every file of a worker finds in the world, and what it must leave there. */
const OWN = new Set(Reflect.ownKeys(globalThis))
const { console: realConsole } = globalThis
const exit = process.exit.bind(process)
const settings = { ...process.env }

/** Tests run in the world of the worker itself, so that the program is loaded and compiled once for all of them (docs/decisions/0050). */
export default class OneWorld {
  readonly global = globalThis
  readonly moduleMocker = new ModuleMocker(globalThis)
  readonly fakeTimers = null
  readonly fakeTimersModern: ModernFakeTimers

  constructor({ projectConfig }: { projectConfig: ConstructorParameters<typeof ModernFakeTimers>[0]['config'] }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis })
  }

  getVmContext() {
    return null
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  setup(): Promise<void> {
    return Promise.resolve()
  }

  teardown(): Promise<void> {
    this.fakeTimersModern.dispose()
    this.moduleMocker.restoreAllMocks()
    globalThis.console = realConsole
    process.exit = exit
    process.exitCode = undefined
    for (const name of Object.keys(process.env)) if (settings[name] === undefined) Reflect.deleteProperty(process.env, name)
    Object.assign(process.env, settings)
    for (const key of Reflect.ownKeys(globalThis)) if (!OWN.has(key)) Reflect.deleteProperty(globalThis, key)
    return Promise.resolve()
  }
}
