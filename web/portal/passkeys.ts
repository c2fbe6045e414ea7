// Passkeys: makes one, or shows one, and posts what the browser answers with its form.
// The server's options come as JSON, their bytes as base64url.

interface Ceremony {
  publicKey: Record<string, unknown>;
}

/** What a form's `data-passkey` asks for. */
const deeds: Record<string, (form: HTMLFormElement) => Promise<Credential | null>> = {
  make: async () => make(optionsOnPage()["creation_options"]),
  use: async () => use(optionsOnPage()["request_options"]),
  "sign-in": async (form) => use(await askOptions(form.action)),
};

export function passkeys(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const deed = deeds[form.dataset["passkey"] ?? ""];
    if (!deed || !("PublicKeyCredential" in window)) continue;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void answer(form, deed);
    });
  }
}

async function answer(
  form: HTMLFormElement,
  deed: (form: HTMLFormElement) => Promise<Credential | null>,
): Promise<void> {
  const fault = form.querySelector<HTMLElement>("[data-passkey-fault]");
  const button = form.querySelector("button");
  if (fault) fault.hidden = true;
  if (button) button.disabled = true;
  try {
    const credential = await deed(form);
    const field = form.elements.namedItem("credential") as HTMLInputElement;
    field.value = JSON.stringify(written(credential as PublicKeyCredential));
    form.submit();
  } catch {
    if (fault) fault.hidden = false;
    if (button) button.disabled = false;
  }
}

function optionsOnPage(): Record<string, Ceremony> {
  const text = document.getElementById("passkey-options")?.textContent ?? "{}";
  return JSON.parse(text) as Record<string, Ceremony>;
}

async function askOptions(address: string): Promise<Ceremony> {
  const answered = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answered.ok) throw new Error(`the server answered ${answered.status}`);
  const told = (await answered.json()) as Record<string, Ceremony>;
  return told["request_options"] as Ceremony;
}

function make(ceremony: Ceremony | undefined): Promise<Credential | null> {
  const options = ceremony?.publicKey as unknown as PublicKeyCredentialCreationOptions;
  return navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    },
  });
}

function use(ceremony: Ceremony | undefined): Promise<Credential | null> {
  const options = ceremony?.publicKey as unknown as PublicKeyCredentialRequestOptions;
  return navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: named(options.allowCredentials),
    },
  });
}

function named(
  keys: PublicKeyCredentialDescriptor[] | undefined,
): PublicKeyCredentialDescriptor[] {
  return (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));
}

/** What the server reads: the credential with its bytes as base64url. */
function written(credential: PublicKeyCredential): Record<string, unknown> {
  const response = credential.response as AuthenticatorAttestationResponse &
    AuthenticatorAssertionResponse;
  const parts: Record<string, unknown> = {};
  for (const name of [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ] as const) {
    const part = response[name] as ArrayBuffer | null | undefined;
    if (part) parts[name] = text(part);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function bytes(given: BufferSource): Uint8Array<ArrayBuffer> {
  // The options came as JSON: what the types call bytes is base64url text.
  const base64 = String(given).replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const characters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

passkeys(document);
