package io.systole.policy.action;

import io.systole.policy.model.Role;
import org.jspecify.annotations.Nullable;

/** The way from one role to another, step by step. */
final class RoleSteps {

    private RoleSteps() {}

    /** The role that the next step from {@code role} towards {@code goal} reaches. */
    static Role next(Role role, Role goal) {
        return switch (role) {
            case UNKNOWN -> Role.STOPPED;
            case STOPPED -> goal == Role.STARTED ? Role.STARTED : Role.UNPROMOTED;
            case STARTED -> goal == Role.STOPPED ? Role.STOPPED : goal;
            case UNPROMOTED -> goal == Role.PROMOTED ? Role.PROMOTED : Role.STOPPED;
            case PROMOTED -> Role.UNPROMOTED;
        };
    }

    /** The operation of a step; null for the mere change of name from started to unpromoted. */
    static @Nullable String operation(Role from, Role to) {
        return switch (to) {
            case STOPPED, UNKNOWN -> Task.STOP;
            case STARTED -> Task.START;
            case PROMOTED -> Task.PROMOTE;
            case UNPROMOTED -> from == Role.PROMOTED ? Task.DEMOTE : from == Role.STOPPED ? Task.START : null;
        };
    }
}
