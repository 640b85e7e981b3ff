import { removeFolder } from './globalSetup.ts'

export default async function globalTeardown(): Promise<void> {
  const server = globalThis.testServer
  if (!server) return
  await server.drop()
  await server.embedded?.stop()
  removeFolder(server.folder)
}
