import type { ClientLink } from '@orpc/client';
import { type CallContext, type ContractClient, contractClient } from '../../app/contract/client.ts';
import { backOff } from './back-off.ts';
import type { Dial, Line } from './dial.ts';
import { LineLostError } from './line-lost-error.ts';

/**
 * The line to the host, opened again whenever it is cut. A call made meanwhile waits for the next line; one that was
 * under way is rejected with LineLostError.
 */
export class Connection {
  readonly client: ContractClient;
  state: 'connecting' | 'open' | 'lost' = $state('connecting');
  #line: PromiseWithResolvers<Line> = Promise.withResolvers();
  #retryNow = (): void => undefined;

  constructor(dial: Dial) {
    this.client = contractClient((options) => {
      void this.#keepOpen(() => dial(options));
      return this.#link();
    });
  }

  /** Resolves while the line is open, or once it is again. */
  async ready(): Promise<void> {
    await this.#line.promise;
  }

  /** Tries now and not when the wait is over. */
  readonly retry = (): void => {
    this.#retryNow();
  };

  async #keepOpen(dial: () => Promise<Line>): Promise<never> {
    for (let failures = 0; ; failures++) {
      const line = await dial().catch(() => null);
      if (line !== null) {
        failures = 0;
        this.state = 'open';
        this.#line.resolve(line);
        await line.closed;
        this.#line = Promise.withResolvers();
      }
      this.state = 'lost';
      await this.#pause(backOff(failures));
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#retryNow = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** What a call is rejected with comes before the line is known to be gone. */
  async #isCut(line: PromiseWithResolvers<Line>): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve));
    return line !== this.#line;
  }

  #link(): ClientLink<CallContext> {
    return {
      call: async (path, input, options) => {
        const line = this.#line;
        const { link } = await line.promise;
        try {
          return await link.call(path, input, options);
        } catch (error) {
          throw (await this.#isCut(line)) ? new LineLostError(error) : error;
        }
      },
    };
  }
}
