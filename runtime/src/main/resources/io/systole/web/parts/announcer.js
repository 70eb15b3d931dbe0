// Reads to a screen reader what changed, one sentence for each piece of news.
import { elements, Component } from "../core/dom.js";
import { live, subscribe } from "../core/live.js";
import { sentence } from "./news-list.js";

const { div } = elements;

export class Announcer extends Component {
  state = { text: "" };

  componentDidMount() {
    this.end = subscribe(() => {
      const newest = live.news[0];
      if (newest && newest !== this.newest) {
        const fresh = live.news.slice(0, live.news.indexOf(this.newest) >= 0 ? live.news.indexOf(this.newest) : 5);
        this.newest = newest;
        this.setState({ text: fresh.map(sentence).join(". ") });
      }
    });
  }

  componentWillUnmount() {
    this.end();
  }

  render() {
    return div({ class: "unseen", role: "status", "aria-live": "polite" }, this.state.text);
  }
}
