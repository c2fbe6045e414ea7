// Alpine in its build for strict content policies; pages that need it load this file.
// Components are registered in ./components, one a file.
import Alpine from "@alpinejs/csp";

Alpine.start();
