package io.systole.cib;

/** One condition of a rule. */
public sealed interface Condition permits Rule, Expression, DateExpression, RscExpression, OpExpression {}
