package io.systole.actors.simulation;

import io.systole.actors.fencer.core.FencingKey;
import io.systole.fencing.FenceAction;
import io.systole.fencing.core.FencingEffect.RunPower;
import java.util.List;

/** Fence devices: they work, fail, hang, do late what they could not do in time, and lie. */
final class FenceDevices {
    /** Told what the device says. */
    interface Answer {
        void ended(boolean done, String why);
    }

    private enum Way {
        WORKS,
        FAILS,
        HANGS,
        IS_LATE,
        /** Says that it is done, and did nothing. */
        LIES,
        /** Says that it failed, and did it. */
        DENIES
    }

    private final World world;
    int cuts;

    FenceDevices(World world) {
        this.world = world;
    }

    void run(NodeRun executor, FencingKey key, RunPower power, Answer answer) {
        if (!executor.host.powered || executor.ended()) {
            return;
        }
        Way way = isOutOfReach(executor.host, power) ? Way.FAILS : way();
        world.judge.usesDevice(executor, key, power);
        executor.say("runs " + power.device() + " " + power.action().word() + " " + key.target() + "#"
                + key.incarnation() + (way == Way.WORKS ? "" : ", which " + words(way)));
        long limit = Math.max(1, power.timeout().toMillis());
        long takes = Math.min(limit, world.time.between(100, 2500));
        long effect = 1L + world.time.draw((int) takes);
        long boot = executor.host.boot;
        switch (way) {
            case WORKS -> {
                world.time.in(effect, () -> act(executor.host, boot, power));
                world.time.in(takes, () -> answer.ended(true, ""));
            }
            case FAILS -> world.time.in(takes, () -> answer.ended(false, "connection refused"));
            case HANGS -> world.time.in(limit, () -> answer.ended(false, "timed out"));
            case IS_LATE -> {
                world.time.in(limit, () -> answer.ended(false, "timed out"));
                world.time.in(limit + world.time.draw(8000), () -> act(executor.host, boot, power));
            }
            case LIES ->
                world.time.in(takes, () -> {
                    if (power.action().takesPower()) {
                        world.host(key.target()).takenForDead();
                    }
                    answer.ended(true, "");
                });
            case DENIES -> {
                world.time.in(effect, () -> act(executor.host, boot, power));
                world.time.in(takes, () -> answer.ended(false, "failed to confirm"));
            }
        }
    }

    private boolean isOutOfReach(Host executor, RunPower power) {
        boolean isDead = world.drawn.onBoard() && !world.host(power.target()).powered;
        return isDead || world.time.now() < executor.cutFromDevices;
    }

    private Way way() {
        if (world.healed()) {
            return Way.WORKS;
        }
        if (world.time.chance(world.drawn.liars())) {
            return world.time.chance(600) ? Way.LIES : Way.DENIES;
        }
        return world.time.chance(world.drawn.broken())
                ? world.time.one(List.of(Way.FAILS, Way.FAILS, Way.HANGS, Way.IS_LATE))
                : Way.WORKS;
    }

    private static String words(Way way) {
        return switch (way) {
            case WORKS -> "works";
            case FAILS -> "fails";
            case HANGS -> "hangs";
            case IS_LATE -> "times out and does it later";
            case LIES -> "lies: nothing is done";
            case DENIES -> "does it and says that it failed";
        };
    }

    /** The agent runs on a host, and ends with it. */
    private void act(Host from, long boot, RunPower power) {
        if (!from.powered || from.boot != boot) {
            return;
        }
        Host target = world.host(power.target());
        String feed = power.device().value();
        if (power.action() == FenceAction.ON) {
            target.cutFeeds.remove(feed);
            world.powerOn(target);
            return;
        }
        if (world.drawn.feeds()) {
            target.cutFeeds.add(feed);
            if (target.cutFeeds.size() < 2) {
                return;
            }
        }
        cuts++;
        world.powerOff(target, "is fenced by " + power.device());
        if (power.action() == FenceAction.REBOOT) {
            world.time.in(world.time.between(300, 1500), () -> {
                target.cutFeeds.clear();
                world.powerOn(target);
            });
        }
    }
}
