import { AsyncLocalStorage } from "node:async_hooks";

/** What the driver itself has no option for; it holds for every HTTP request that is made inside `within`. */
interface RequestLimits {
  /** For one HTTP request, its connecting included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const current = new AsyncLocalStorage<RequestLimits>();

/** Runs `work`, and all that it starts, under these limits. */
export function within<T>(limits: RequestLimits, work: () => T): T {
  return current.run(limits, work);
}

/** The part of an axios request that is looked at and changed here. */
interface HttpRequest {
  url?: string;
  method?: string;
  signal?: unknown;
  useSnowflakeRetryMiddleware?: boolean;
  /** The driver's own signal, before a limit was added: the driver sends the same object again when it retries. */
  ownSignal?: AbortSignal | undefined;
  stopTimer?: () => void;
}

interface Interceptors {
  readonly request: { use(before: (request: HttpRequest) => HttpRequest): unknown };
  readonly response: { use(after: (response: HttpResponse) => HttpResponse, failed: (error: HttpFailure) => Promise<never>): unknown };
}
interface HttpResponse {
  readonly config?: HttpRequest;
}
interface HttpFailure {
  readonly config?: HttpRequest;
}

/**
 * Puts the limits under the driver's HTTP client. It also takes away the driver's habit of sending a statement up to eight times when the
 * answer is lost: whether that is safe depends on the statement, so `runStatement` decides it.
 */
export function limitRequests(http: { readonly interceptors: Interceptors }): void {
  http.interceptors.request.use((request) => {
    const limits = current.getStore();
    if (limits === undefined) return request;
    if (/\/queries\/v1\/query-request/.test(request.url ?? "")) request.useSnowflakeRetryMiddleware = false;
    request.ownSignal ??= request.signal as AbortSignal | undefined;
    const timer = new AbortController();
    const timeout = setTimeout(() => timer.abort(), limits.timeoutMs);
    request.stopTimer = () => clearTimeout(timeout);
    request.signal = AbortSignal.any([timer.signal, request.ownSignal, limits.signal].filter((signal) => signal !== undefined));
    return request;
  });
  http.interceptors.response.use(
    (response) => {
      response.config?.stopTimer?.();
      return response;
    },
    (error) => {
      error.config?.stopTimer?.();
      return Promise.reject(error);
    },
  );
}
