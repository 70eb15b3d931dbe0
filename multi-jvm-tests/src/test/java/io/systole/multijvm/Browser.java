package io.systole.multijvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a screen, and what a person does with it: look, type, click, take a picture. */
final class Browser implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final ChromeDriver driver;
    private final Path pictures;
    private int width = 1280;

    private Browser(ChromeDriver driver, Path pictures) {
        this.driver = driver;
        this.pictures = pictures;
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /** @param pictures where screenshots go */
    static Browser start(Path pictures) throws IOException {
        Files.createDirectories(pictures);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        // As a person does who is shown the certificate of an authority that the browser does not know.
        options.setAcceptInsecureCerts(true);
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-US");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options), pictures);
    }

    void open(String url) {
        driver.get(url);
    }

    /** Another page of the same document, as a link leads to it. */
    void turnTo(String hash) {
        run("location.hash = arguments[0]", hash);
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that calls its last argument with a list of texts. */
    @SuppressWarnings("unchecked")
    List<String> runAsync(String script) {
        return (List<String>) Objects.requireNonNull(driver.executeAsyncScript(script));
    }

    WebElement find(String css) {
        return Await.value(
                css,
                PATIENCE,
                () -> driver.findElements(By.cssSelector(css)).stream().findFirst(),
                this::text);
    }

    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** The element of that kind that is seen and has this text, once there is one. */
    WebElement withText(String css, String text) {
        return Await.value(css + " with " + text, PATIENCE, () -> seen(css, text), this::text);
    }

    /** A page that lives may take an element away while it is looked at: then there is none for now. */
    private Optional<WebElement> seen(String css, String text) {
        try {
            return driver.findElements(By.cssSelector(css)).stream()
                    .filter(WebElement::isDisplayed)
                    .filter(element -> element.getText().contains(text))
                    .findFirst();
        } catch (StaleElementReferenceException gone) {
            return Optional.empty();
        }
    }

    /** Clicks it, or what has taken its place between the look and the click, as a person would. */
    void click(String css, String text) {
        Await.until("a click on " + css + " with " + text, PATIENCE, () -> isClicked(css, text), this::text);
    }

    private boolean isClicked(String css, String text) {
        try {
            Optional<WebElement> element = seen(css, text);
            element.ifPresent(WebElement::click);
            return element.isPresent();
        } catch (StaleElementReferenceException gone) {
            return false;
        }
    }

    /** What a reader sees. */
    String text() {
        return String.valueOf(run("return document.body.innerText"));
    }

    void awaitText(String text) {
        Await.until("the page says " + text, PATIENCE, () -> text().contains(text), this::text);
    }

    /** Waits until nothing of the page is still being fetched. */
    void awaitLoaded(String loading) {
        Await.until("the page is there", PATIENCE, () -> !text().contains(loading), this::text);
    }

    void press(CharSequence keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses Tab until what has the focus is this; that it can be reached so is what is asked. */
    void tabTo(String what, Supplier<Boolean> reached) {
        for (int presses = 0; presses < 80; presses++) {
            if (reached.get()) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError(what + " cannot be reached by the Tab key\n" + text());
    }

    String focused() {
        return String.valueOf(run("return document.activeElement.textContent || document.activeElement.id"));
    }

    /** Whether what has the focus is drawn so that one sees it. */
    boolean focusIsSeen() {
        return !"none".equals(run("return getComputedStyle(document.activeElement).outlineStyle"));
    }

    void widen(int pixels) {
        width = pixels;
        metrics(900);
    }

    private void metrics(int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Whether the page is wider than the screen, so that one would have to scroll sideways to read it. */
    boolean isTooWide() {
        return Boolean.TRUE.equals(
                run("return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    /** The whole page as a picture. */
    void picture(String name) throws IOException {
        long height = (Long) Objects.requireNonNull(run("return document.documentElement.scrollHeight"));
        metrics((int) Math.max(500, Math.min(4000, height)));
        Files.write(pictures.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        metrics(900);
    }

    /**
     * What scripts, the content security policy and the network complained of since it was asked last. That a canvas is
     * read often is said of axe, which looks at colours with one; the pages have none.
     */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(Object::toString)
                .filter(text -> !text.contains("Canvas2D"))
                .toList();
    }

    /** What axe finds at fault by WCAG 2.1, A and AA. It is run by the driver, which the page's policy does not bind. */
    List<String> barriers() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream(AXE)) {
            if (axe == null) {
                throw new IOException(AXE + " is not there");
            }
            run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return runAsync("""
                const done = arguments[arguments.length - 1];
                axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] })
                  .then(({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
                      nodes.map(({ html, any }) => `${id}: ${help}: ${html} ${any.map(({ message }) => message)}`))))
                  .catch((e) => done([String(e)]));
                """);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
