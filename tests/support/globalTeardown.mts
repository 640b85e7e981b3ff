import { rmSync } from 'node:fs'

export default async function globalTeardown(): Promise<void> {
  const server = globalThis.testServer
  if (!server) return
  await server.drop()
  await server.embedded?.stop()
  rmSync(server.folder, { recursive: true, force: true })
}
