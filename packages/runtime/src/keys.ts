/**
 * What a wire's data depend on, as one hash: type@version, all parameters, content of files, keys of
 * the inputs. Never ids or link order, but for a source's id, which orders moments.
 */
import { type Host, HostError, type Plan, type PlannedNode, wireName } from '@chirpflow/graph'

/** Keys of all nodes whose wires may be kept; a node is absent where it, or what feeds it, may not. */
export async function nodeKeys(plan: Plan, host: Host): Promise<Map<string, string>> {
  const keys = new Map<string, string>()
  for (const node of plan.nodes) {
    if (node.type.effect || node.type.live) continue
    const inputs = inputKeys(node, keys)
    if (!inputs) continue
    const files = await fileHashes(node, host)
    if (!files) continue
    const params = Object.keys(node.params)
      .sort()
      .map((name) => [name, node.params[name]])
    const isSource = Object.keys(node.type.inputs).length === 0
    const facts = [
      `${node.type.id}@${node.type.version}`,
      params,
      files,
      inputs,
      isSource ? node.id : '',
    ]
    keys.set(node.id, hashText(host, JSON.stringify(facts)))
  }
  return keys
}

/**
 * SHA-256 of the content of each file the node reads, by parameter; undefined where one cannot be
 * read, which is for the node's open to say.
 */
export async function fileHashes(
  node: PlannedNode,
  host: Host,
): Promise<[string, string][] | undefined> {
  const hashes: [string, string][] = []
  for (const [name, param] of Object.entries(node.type.params)) {
    const path = node.params[name]
    if (param.kind !== 'file' || param.writes || typeof path !== 'string' || path === '') continue
    try {
      hashes.push([name, await host.contentHash(path)])
    } catch (error) {
      if (error instanceof HostError) return undefined
      throw error
    }
  }
  return hashes
}

function inputKeys(
  node: PlannedNode,
  keys: ReadonlyMap<string, string>,
): [string, string[]][] | undefined {
  const inputs: [string, string[]][] = []
  for (const [input, ends] of node.inputs) {
    const parts: string[] = []
    for (const end of ends) {
      const key = keys.get(end.node)
      if (key === undefined) return undefined
      parts.push(`${key}.${end.port}`)
    }
    inputs.push([input, parts])
  }
  return inputs
}

/** The key of one wire. */
export function wireKey(keys: ReadonlyMap<string, string>, node: string, port: string): string {
  return wireName({ node: keys.get(node) ?? '', port })
}

function hashText(host: Host, text: string): string {
  const hash = host.sha256()
  // JSON is ASCII but for what stands in texts; two bytes a unit keep every text apart
  const bytes = new Uint8Array(text.length * 2)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    bytes[2 * at] = code & 255
    bytes[2 * at + 1] = code >> 8
  }
  hash.update(bytes)
  return hash.hex()
}
