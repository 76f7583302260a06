import { once } from 'node:events'
import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import {
  insufficientQuota,
  overloaded,
  serverError,
  wrongKey,
} from '../../../support/providers/api-errors.ts'
import {
  startRealtimeServer,
  type RealtimeServer,
  type RealtimeServerOptions,
} from '../../../support/providers/realtime-server.ts'
import { fromPcm16, toPcm16 } from '../../../support/sound-lab/wave-file.ts'

const RATE_HZ = 24_000

const servers: RealtimeServer[] = []

const serve = async (options: RealtimeServerOptions = {}): Promise<RealtimeServer> => {
  const server = await startRealtimeServer({
    timesRealTime: 1000,
    ...options,
    script: {
      transcribe: () => 'Who makes honey?',
      reply: ({ messages }) => ({ text: `Bees do, ${messages.length} said.` }),
      // Half a second.
      speak: () => ({ samples: new Float32Array(RATE_HZ / 2).fill(0.25), sampleRateHz: RATE_HZ }),
      ...options.script,
    },
  })
  servers.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

type ErrorEvent = Extract<RealtimeServerEvent, { type: 'error' }>

/** A client that keeps what came. */
const connect = async (server: RealtimeServer, key = 'sk-test') => {
  const socket = new WebSocket(
    `${server.baseUrl.replace('http', 'ws')}/realtime?model=test-realtime`,
    { headers: { authorization: `Bearer ${key}` } },
  )
  const events: RealtimeServerEvent[] = []
  let wake = () => {}
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8')
    try {
      events.push(JSON.parse(text))
    } catch {
      // One fault sends what is no JSON; nothing can be kept of it.
    }
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  void closed.then(() => wake())
  await once(socket, 'open')
  const is =
    <Type extends RealtimeServerEvent['type']>(type: Type) =>
    (event: RealtimeServerEvent): event is Extract<RealtimeServerEvent, { type: Type }> =>
      event.type === type
  return {
    events,
    closed,
    close: () => socket.close(),
    send: (event: object) => socket.send(JSON.stringify(event)),
    all: <Type extends RealtimeServerEvent['type']>(type: Type) => events.filter(is(type)),
    /** The `count`-th event of a type, once it is there. */
    next: async <Type extends RealtimeServerEvent['type']>(type: Type, count = 1) => {
      for (;;) {
        const found = events.filter(is(type))[count - 1]
        if (found !== undefined) return found
        if (socket.readyState === WebSocket.CLOSED) throw new Error(`closed before ${type}`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

type Client = Awaited<ReturnType<typeof connect>>

const decideTurns = (client: Client, transcription: object | null = { model: 'test' }) =>
  client.send({
    type: 'session.update',
    session: {
      type: 'realtime',
      instructions: 'Be short.',
      audio: { input: { turn_detection: null, transcription } },
    },
  })

const say = (client: Client, seconds = 0.5) => {
  const audio = toPcm16(new Float32Array(RATE_HZ * seconds).fill(0.5)).toString('base64')
  client.send({ type: 'input_audio_buffer.append', audio })
  client.send({ type: 'input_audio_buffer.commit' })
}

const errorCode = (event: ErrorEvent) => event.error.code

describe('a turn', () => {
  it('goes from sound to sound, in the published order', async () => {
    const server = await serve()
    const client = await connect(server)
    decideTurns(client, null)
    say(client)
    client.send({ type: 'response.create' })
    await client.next('rate_limits.updated')
    const order = client.events
      .map(({ type }) => type)
      .filter((type, index, all) => type !== all[index - 1] && !type.includes('.delta'))
    expect(order).toEqual([
      'session.created',
      'session.updated',
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      'response.created',
      'response.output_item.added',
      'conversation.item.added',
      'response.content_part.added',
      'response.output_audio.done',
      'response.output_audio_transcript.done',
      'response.content_part.done',
      'conversation.item.done',
      'response.output_item.done',
      'response.done',
      'rate_limits.updated',
    ])
  })

  it('carries every sample of what was said and of the reply, and both transcripts', async () => {
    const server = await serve()
    const client = await connect(server)
    decideTurns(client)
    say(client)
    client.send({ type: 'response.create' })
    const { response } = await client.next('response.done')
    const sound = Buffer.concat(
      client.all('response.output_audio.delta').map(({ delta }) => Buffer.from(delta, 'base64')),
    )
    expect(fromPcm16(sound)).toHaveLength(RATE_HZ / 2)
    expect(server.sessions[0]?.heard()[0]?.samples).toHaveLength(RATE_HZ / 2)
    expect(client.all('conversation.item.input_audio_transcription.completed')[0]?.transcript).toBe(
      'Who makes honey?',
    )
    expect(client.all('response.output_audio_transcript.done')[0]?.transcript).toBe(
      'Bees do, 2 said.',
    )
    expect(response).toMatchObject({ status: 'completed', usage: { output_tokens: 14 } })
  })

  it('is text where text is asked for', async () => {
    const client = await connect(await serve())
    client.send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello.' }] },
    })
    client.send({ type: 'response.create', response: { output_modalities: ['text'] } })
    await client.next('response.done')
    expect(client.all('response.output_text.done')[0]?.text).toBe('Bees do, 1 said.')
    expect(client.all('response.output_audio.delta')).toHaveLength(0)
  })

  it('calls a tool, and answers with what came of it', async () => {
    const client = await connect(
      await serve({
        script: {
          reply: ({ messages }) =>
            messages.at(-1)?.role === 'tool'
              ? { text: `It is ${messages.at(-1)?.text}.` }
              : { text: '', toolCall: { name: 'look', arguments: { at: 'sky' } } },
        },
      }),
    )
    client.send({ type: 'response.create' })
    const call = await client.next('response.function_call_arguments.done')
    await client.next('response.done')
    client.send({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: call.call_id, output: 'blue' },
    })
    client.send({ type: 'response.create' })
    await client.next('response.done', 2)
    expect(call).toMatchObject({ name: 'look', arguments: '{"at":"sky"}' })
    expect(client.all('response.output_audio_transcript.done')[0]?.transcript).toBe('It is blue.')
  })
})

describe('an interruption', () => {
  it('ends the response with what was sent, and keeps of it what was heard', async () => {
    const server = await serve({ timesRealTime: 1 })
    const client = await connect(server)
    client.send({ type: 'response.create' })
    const { item_id: itemId } = await client.next('response.output_audio.delta', 2)
    client.send({ type: 'response.cancel' })
    const { response } = await client.next('response.done')
    expect(response).toMatchObject({
      status: 'cancelled',
      status_details: { reason: 'client_cancelled' },
      output: [{ status: 'incomplete' }],
    })
    client.send({
      type: 'conversation.item.truncate',
      item_id: itemId,
      content_index: 0,
      audio_end_ms: 50,
    })
    await client.next('conversation.item.truncated')
    expect(server.sessions[0]?.items()[0]).toMatchObject({ audioMs: 50 })
    expect(client.all('response.output_audio.delta').length).toBeLessThan(5)
  })
})

describe('an item that is cut off while its response ends', () => {
  it('keeps what was heard, not what was sent', async () => {
    const server = await serve({ timesRealTime: 1 })
    const client = await connect(server)
    client.send({ type: 'response.create' })
    const { item_id: itemId } = await client.next('response.output_audio.delta', 2)
    client.send({ type: 'response.cancel' })
    client.send({
      type: 'conversation.item.truncate',
      item_id: itemId,
      content_index: 0,
      audio_end_ms: 0,
    })
    await client.next('conversation.item.truncated')
    await client.next('response.done')
    expect(server.sessions[0]?.items()[0]).toMatchObject({ text: '', audioMs: 0 })
  })
})

describe('what a client sends wrong', () => {
  const refusals: readonly (readonly [string, object, string])[] = [
    ['an event that is not known', { type: 'response.begin' }, 'invalid_value'],
    [
      'a commit of nothing',
      { type: 'input_audio_buffer.commit' },
      'input_audio_buffer_commit_empty',
    ],
    ['a cancel of nothing', { type: 'response.cancel' }, 'response_cancel_not_active'],
    ['sound that is no base64', { type: 'input_audio_buffer.append', audio: '!' }, 'invalid_value'],
    [
      'a parameter of the old form',
      { type: 'session.update', session: { type: 'realtime', voice: 'alloy' } },
      'unknown_parameter',
    ],
    [
      'a session without its type',
      { type: 'session.update', session: { instructions: 'Be short.' } },
      'missing_required_parameter',
    ],
    [
      'a rate that is not served',
      {
        type: 'session.update',
        session: {
          type: 'realtime',
          audio: { output: { format: { type: 'audio/pcm', rate: 16_000 } } },
        },
      },
      'invalid_value',
    ],
    [
      'an assistant message with input content',
      {
        type: 'conversation.item.create',
        item: {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'input_text', text: 'Hi.' }],
        },
      },
      'invalid_value',
    ],
    [
      'a truncation of an item that is not there',
      {
        type: 'conversation.item.truncate',
        item_id: 'item_99',
        content_index: 0,
        audio_end_ms: 10,
      },
      'item_truncate_invalid_item_id',
    ],
    [
      'the output of a call that was not made',
      {
        type: 'conversation.item.create',
        item: { type: 'function_call_output', call_id: 'call_99', output: 'blue' },
      },
      'invalid_tool_call_id',
    ],
    [
      'a deletion of an item that is not there',
      { type: 'conversation.item.delete', item_id: 'item_99' },
      'item_delete_invalid_item_id',
    ],
    [
      'sound while the server would have to find the turns',
      { type: 'input_audio_buffer.append', audio: '' },
      'turn_detection_not_served',
    ],
  ]
  it.each(refusals)('is told as an error: %s', async (_, event, code) => {
    const client = await connect(await serve())
    client.send({ ...event, event_id: 'mine' })
    const refused = await client.next('error')
    expect(refused.error).toMatchObject({ code, event_id: 'mine', type: 'invalid_request_error' })
  })

  it('refuses a second response while one is running', async () => {
    const client = await connect(await serve({ responses: { faults: [{ kind: 'never-answer' }] } }))
    client.send({ type: 'response.create' })
    client.send({ type: 'response.create' })
    expect(errorCode(await client.next('error'))).toBe('conversation_already_has_active_response')
  })

  it('refuses to truncate beyond the sound, and what has no sound', async () => {
    const client = await connect(await serve())
    client.send({
      type: 'conversation.item.create',
      item: {
        id: 'item_said',
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Bees.' }],
      },
    })
    const cut = (id: string | undefined) =>
      client.send({
        type: 'conversation.item.truncate',
        item_id: id,
        content_index: 0,
        audio_end_ms: 9000,
      })
    cut('item_said')
    client.send({ type: 'response.create' })
    const { response } = await client.next('response.done')
    cut(response.output?.[0]?.id)
    await client.next('error', 2)
    expect(client.all('error').map(errorCode)).toEqual([
      'unsupported_content_type',
      'invalid_value',
    ])
  })
})

describe('a connection that goes wrong', () => {
  it('is refused with 401 at the upgrade for a wrong key', async () => {
    const server = await serve({ apiKey: 'sk-right' })
    await expect(connect(server, 'sk-wrong')).rejects.toThrow('401')
    const client = await connect(server, 'sk-right')
    await client.next('session.created')
    expect(server.attempts()).toBe(2)
  })

  it('takes the key that browsers put in a subprotocol', async () => {
    const server = await serve({ apiKey: 'sk-right' })
    const socket = new WebSocket(`${server.baseUrl.replace('http', 'ws')}/realtime`, [
      'realtime',
      'openai-insecure-api-key.sk-right',
    ])
    await once(socket, 'message')
    expect(server.sessions[0]?.key).toBe('sk-right')
  })

  it('is refused as planned, then taken', async () => {
    const server = await serve({
      connections: {
        faults: [
          { kind: 'reject', error: overloaded },
          { kind: 'reset' },
          { kind: 'refuse-after-open', error: wrongKey },
        ],
      },
    })
    await expect(connect(server)).rejects.toThrow('503')
    await expect(connect(server)).rejects.toThrow()
    const refused = await connect(server)
    expect(await refused.closed).toBe(3000)
    await (await connect(server)).next('session.created')
  })

  it('ends at its limit with session_expired and close code 1001', async () => {
    const client = await connect(await serve({ sessionLimitMs: 5 }))
    expect(errorCode(await client.next('error'))).toBe('session_expired')
    expect(await client.closed).toBe(1001)
  })

  it('is refused while the service is away, and taken when it is back', async () => {
    const server = await serve()
    const client = await connect(server)
    await server.goAway()
    expect(await client.closed).toBe(1006)
    await expect(connect(server)).rejects.toThrow('ECONNREFUSED')
    await server.comeBack()
    await (await connect(server)).next('session.created')
  })
})

describe('a response that goes wrong', () => {
  it.each([
    [{ kind: 'close', afterAudioMs: 200, code: 1011 } as const, 1011],
    [{ kind: 'reset', afterAudioMs: 200 } as const, 1006],
    [{ kind: 'expire', afterAudioMs: 200 } as const, 1001],
  ])('breaks off with its connection: %o', async (fault, code) => {
    const client = await connect(await serve({ responses: { faults: [fault] } }))
    client.send({ type: 'response.create' })
    expect(await client.closed).toBe(code)
    expect(client.all('response.output_audio.delta')).toHaveLength(2)
    expect(client.all('response.done')).toHaveLength(0)
  })

  it('stalls until it is cancelled, and answers the next time', async () => {
    const client = await connect(
      await serve({ responses: { faults: [{ kind: 'stall', afterAudioMs: 100 }] } }),
    )
    client.send({ type: 'response.create' })
    await client.next('response.output_audio.delta')
    client.send({ type: 'response.cancel' })
    expect((await client.next('response.done')).response.status).toBe('cancelled')
    client.send({ type: 'response.create' })
    expect((await client.next('response.done', 2)).response.status).toBe('completed')
  })

  it.each([
    [{ kind: 'error-event', afterAudioMs: 100, error: serverError } as const, 1],
    [{ kind: 'malformed', afterAudioMs: 100 } as const, 0],
    [{ kind: 'pace', timesRealTime: 20 } as const, 0],
  ])('goes on to its end all the same: %o', async (fault, errors) => {
    const client = await connect(await serve({ responses: { faults: [fault] } }))
    client.send({ type: 'response.create' })
    expect((await client.next('response.done')).response.status).toBe('completed')
    expect(client.all('error')).toHaveLength(errors)
  })

  it('fails with the error in its status', async () => {
    const client = await connect(
      await serve({ responses: { faults: [{ kind: 'fail', error: insufficientQuota }] } }),
    )
    client.send({ type: 'response.create' })
    expect((await client.next('response.done')).response).toMatchObject({
      status: 'failed',
      status_details: { error: { code: 'insufficient_quota' } },
    })
  })

  it('is incomplete for the reason that it was told', async () => {
    const client = await connect(
      await serve({
        responses: {
          faults: [{ kind: 'incomplete', afterAudioMs: 100, reason: 'max_output_tokens' }],
        },
      }),
    )
    client.send({ type: 'response.create' })
    expect((await client.next('response.done')).response).toMatchObject({
      status: 'incomplete',
      status_details: { reason: 'max_output_tokens' },
    })
  })

  it('tells its transcript after its sound', async () => {
    const client = await connect(
      await serve({ responses: { faults: [{ kind: 'late-transcript' }] } }),
    )
    client.send({ type: 'response.create' })
    await client.next('response.done')
    const types = client.events.map(({ type }) => type)
    expect(types.indexOf('response.output_audio_transcript.delta')).toBeGreaterThan(
      types.lastIndexOf('response.output_audio.delta'),
    )
  })

  it('comes without a transcript of the person where that fails', async () => {
    const client = await connect(
      await serve({ transcripts: { faults: [{ kind: 'fail', error: serverError }] } }),
    )
    decideTurns(client)
    say(client)
    client.send({ type: 'response.create' })
    await client.next('response.done')
    expect(client.all('conversation.item.input_audio_transcription.failed')).toHaveLength(1)
    expect(client.all('conversation.item.input_audio_transcription.completed')).toHaveLength(0)
  })
})
