// A failed model call still costs time and perhaps money: the error carries what is known about both.
import { AppError, type ErrorCode, type ErrorOptions } from '../../domain/errors.ts';
import type { ModelStamp, ModelUsage } from '../../domain/ports/models.ts';

export class ModelError extends AppError {
  readonly stamp: ModelStamp;
  readonly usage: ModelUsage;

  constructor(code: ErrorCode, spent: { stamp: ModelStamp; usage: ModelUsage }, options: ErrorOptions = {}) {
    super(code, options);
    this.stamp = spent.stamp;
    this.usage = spent.usage;
  }
}
