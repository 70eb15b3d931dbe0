package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import io.systole.actors.secret.SecretFiles;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.value.SecretTexts;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "secret",
        description = {
            "Keeps the value of a resource's parameter in a file of this node, and lrm:// in the CIB.",
            "The other nodes are not changed: run it on each, or copy the files."
        },
        mixinStandardHelpOptions = true)
final class SecretCommand implements Callable<Integer> {
    /** What is done, as cibsecret names it. */
    enum Verb {
        SET,
        GET,
        CHECK,
        DELETE,
        STASH,
        UNSTASH
    }

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Parameters(
            index = "0",
            paramLabel = "RESOURCE",
            description = "The resource.",
            completionCandidates = Names.Resources.class)
    @SuppressWarnings("NullAway.Init")
    private String resource;

    @Parameters(
            index = "1",
            paramLabel = "VERB",
            description = "set, get, check (value and MD5 agree), delete, stash (from the CIB), unstash (to the CIB).")
    @SuppressWarnings("NullAway.Init")
    private Verb verb;

    @Parameters(index = "2", paramLabel = "PARAMETER", description = "The parameter of the resource, such as password.")
    @SuppressWarnings("NullAway.Init")
    private String parameter;

    @Parameters(
            index = "3",
            paramLabel = "VALUE",
            arity = "0..1",
            description = "For set; without it the first line of standard input, which no list of processes shows.")
    private @Nullable String value;

    @Option(names = "-C", description = "Leave the CIB alone.")
    private boolean withoutCib;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var files = files();
        return switch (verb) {
            case SET -> {
                files.set(resource, parameter, given());
                yield withoutCib ? done("set") : inCib(SecretTexts.LOCAL);
            }
            case GET -> get(files);
            case CHECK -> check(files);
            case DELETE -> {
                if (!files.delete(resource, parameter)) {
                    throw nothing();
                }
                yield withoutCib ? done("deleted") : gone();
            }
            case STASH -> {
                var present = present().map(pair -> pair.attribute("value")).orElse(null);
                if (present == null || present.equals(SecretTexts.LOCAL)) {
                    throw refused(present == null ? "has no value in the CIB" : "is a secret already");
                }
                files.set(resource, parameter, present);
                yield inCib(SecretTexts.LOCAL);
            }
            case UNSTASH -> {
                var found = files.find(resource, parameter);
                if (!found.isThere()) {
                    throw refused(found.why());
                }
                int code = inCib(found.value());
                if (code == ExitCode.OK.code()) {
                    files.delete(resource, parameter);
                }
                yield code;
            }
        };
    }

    private SecretFiles files() throws ConfigRefused, IOException {
        var config = ConfigFile.read(target.file(), target.via());
        return new SecretFiles(
                config.agents().secretsDirectories(config.directories().state()));
    }

    private String given() throws IOException {
        if (value != null) {
            return value;
        }
        var text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("");
    }

    private int get(SecretFiles files) throws CommandFailed {
        var found = files.find(resource, parameter);
        if (!found.isThere()) {
            throw refused(found.why());
        }
        spec.commandLine().getOut().println(found.value());
        return ExitCode.OK.code();
    }

    private int check(SecretFiles files) throws CommandFailed {
        var found = files.find(resource, parameter);
        if (!found.isThere()) {
            throw refused(found.why());
        }
        return done("agrees with its MD5");
    }

    private int done(String what) {
        spec.commandLine().getOut().println(parameter + " of " + resource + ": " + what);
        return ExitCode.OK.code();
    }

    private CommandFailed refused(String why) {
        return new CommandFailed(ExitCode.REFUSED, parameter + " of " + resource + ": " + why);
    }

    private CommandFailed nothing() {
        return refused("no secret is kept for it on this node");
    }

    /** The parameter as the CIB has it. */
    private Optional<Element> present() throws Exception {
        var path = "/v1/cib?xpath=" + encoded(xpath());
        var answer = target.ask(client -> client.get(path, Form.XML));
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw new CommandFailed(
                    Reply.exitCode(answer.status()), answer.body().strip());
        }
        var found = ElementXml.read(answer.body()).element();
        if (found.isEmpty() || !found.get().name().equals("nvpair")) {
            throw refused("is set more than once in the CIB: leave one, or use -C");
        }
        return found;
    }

    private String xpath() throws CommandFailed {
        if (resource.indexOf('\'') >= 0 || parameter.indexOf('\'') >= 0) {
            throw refused("names with quotes are none of a resource or parameter");
        }
        return "//resources//*[@id='" + resource + "']/instance_attributes/nvpair[@name='" + parameter + "']";
    }

    private int inCib(String text) throws Exception {
        var present = present();
        var set = resource + "-instance_attributes";
        var id = present.map(Element::id).orElse(set + "-" + parameter);
        var pair = element("nvpair", Map.of("id", id, "name", parameter, "value", text), List.of());
        var edit = present.isPresent()
                ? pair
                : element(
                        "primitive",
                        Map.of("id", resource),
                        List.of(element("instance_attributes", Map.of("id", set), List.of(pair))));
        var xml = ElementXml.write(edit).getBytes(StandardCharsets.UTF_8);
        return show(target.ask(client -> client.post("/v1/cib/modify", xml)));
    }

    private int gone() throws Exception {
        var path = "/v1/cib/delete?xpath=" + encoded(xpath());
        return present().isEmpty() ? done("deleted") : show(target.ask(client -> client.post(path)));
    }

    private int show(Answer answer) {
        return Reply.show(spec.commandLine(), answer);
    }

    private static Element element(String name, Map<String, String> attributes, List<Element> children) {
        return new Element(name, new TreeMap<>(attributes), children);
    }
}
